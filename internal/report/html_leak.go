package report

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"strings"
)

// htmlLeak is one kind of leak: findings of one canary on one surface.
type htmlLeak struct {
	group group
	flow  *htmlFlow

	Number  int
	Canary  string
	Kind    string
	Surface string
	State   string // new, unchanged, or "" without an earlier run
	Fix     string
	As      int // the leak that the fix was told for before, 0 if it is told here
	Snippet string
}

func newHTMLLeak(f *htmlFlow, g group) *htmlLeak {
	d := f.doc
	d.leaksTold++
	first := g[0]
	l := &htmlLeak{
		group: g, flow: f, Number: d.leaksTold, Canary: first.Canary, Kind: string(first.Kind), Surface: string(first.Surface),
		State: d.state(first.Fingerprint), Fix: Fix(first), Snippet: Snippet(first),
	}
	if l.As = d.fixesTold[l.Fix]; l.As == 0 && l.Number <= mostCards {
		d.fixesTold[l.Fix] = l.Number
	}
	return l
}

func (l *htmlLeak) Spot() string    { return spot(l.group[0]) }
func (l *htmlLeak) Where() string   { return element(l.group[0]) + eventOf(l.group[0]) }
func (l *htmlLeak) When() string    { return when(l.group[0], l.flow.FlowResult) }
func (l *htmlLeak) How() string     { return how(l.group[0]) }
func (l *htmlLeak) Shows() string   { return clean(l.group[0].Excerpt) }
func (l *htmlLeak) Pointer() string { return l.group[0].Pointer }
func (l *htmlLeak) Print() string   { return l.group[0].Fingerprint }
func (l *htmlLeak) Places() int     { return len(l.group) }

// Rendered is the text around it as the page showed it, where that says more.
func (l *htmlLeak) Rendered() string {
	if l.group[0].Rendered == l.group[0].Excerpt {
		return ""
	}
	return clean(l.group[0].Rendered)
}

// Typed says at which steps the value was planted.
func (l *htmlLeak) Typed() (list []string) {
	for _, p := range l.flow.Plants {
		if p.Canary == l.Canary {
			list = append(list, fmt.Sprintf("at %s (%s:%d)", stepAndField(p), l.flow.File, p.Line))
		}
	}
	if list == nil {
		list = []string{"not by this flow: it belongs to another flow of the run"}
	}
	return list
}

// Also lists the further places, and Parts what adds up to a part of a number.
func (l *htmlLeak) Also() (s Section) {
	rest := l.group[1:]
	s.More = max(0, len(rest)-mostPlaces*5)
	for _, f := range rest[:len(rest)-s.More] {
		s.Lines = append(s.Lines, spot(f)+"; "+how(f))
	}
	return s
}

func (l *htmlLeak) Parts() (lines []string) {
	for _, part := range l.group[0].Parts {
		lines = append(lines, partSpot(part))
	}
	return lines
}

// Replay is the recording in PostHog at the second before; "" for the embedded
// PostHog.
func (l *htmlLeak) Replay() template.URL {
	d, f := l.flow.doc, l.group[0]
	host := strings.TrimSuffix(d.PostHog, "/")
	if !strings.HasPrefix(host, "http://") && !strings.HasPrefix(host, "https://") || d.Project == "" || strings.ContainsAny(f.Recording, "/?#%") {
		return ""
	}
	t := int64(0)
	if steps := l.flow.Steps; len(steps) > 0 {
		t = max(0, (f.Timestamp-steps[0].Started.UnixMilli())/1000)
	}
	return template.URL(fmt.Sprintf("%s/project/%s/replay/%s?t=%d", host, d.Project, f.Recording, t))
}

// Pictures are what the person saw and what PostHog stored at that moment.
func (l *htmlLeak) Pictures() (list []*htmlPicture) {
	for _, p := range l.flow.FlowResult.Pictures {
		if p.Fingerprint != l.Print() {
			continue
		}
		at := box{p.X, p.Y, p.Width, p.Height}
		seen, stored := at, at
		if p.Scrolled {
			seen = box{}
		}
		for _, pic := range []*htmlPicture{
			l.flow.doc.picture(p.Seen, "What the person saw", seen), l.flow.doc.picture(p.Stored, "What PostHog stored", stored),
		} {
			if pic != nil {
				list = append(list, pic)
			}
		}
		return list
	}
	return nil
}

// htmlPicture is a picture inside the page, with a frame around an element.
type htmlPicture struct {
	*sharedPicture
	Caption string
	Box     box
}

// sharedPicture is the bytes of a picture: many leaks show on the same page.
type sharedPicture struct {
	ID            string
	Data          template.URL
	Width, Height int
}

// box is a rectangle in a picture, in its pixels.
type box struct{ X, Y, Width, Height int }

// Any says that there is an element to frame.
func (b box) Any() bool { return b.Width > 0 && b.Height > 0 }

// picture reads a picture of the run folder; nil if there is none to show.
func (d *document) picture(name, caption string, at box) *htmlPicture {
	if name == "" || d.options.Files == nil {
		return nil
	}
	data, err := fs.ReadFile(d.options.Files, name)
	if err != nil {
		return nil
	}
	shared := d.shared[string(data)]
	if shared == nil {
		config, format, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		url := "data:image/" + format + ";base64," + base64.StdEncoding.EncodeToString(data)
		shared = &sharedPicture{fmt.Sprintf("picture-%d", len(d.Shared)+1), template.URL(url), config.Width, config.Height}
		d.shared[string(data)], d.Shared = shared, append(d.Shared, shared)
	}
	return &htmlPicture{shared, caption, at}
}
