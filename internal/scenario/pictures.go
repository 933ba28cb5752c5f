package scenario

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// mostPictures is how many leaks of a flow are shown in pictures.
const mostPictures = 30

// pictures shows the leaks of a flow: what the person saw at that moment, and the
// page as the recording has it, rendered by the same Chrome with nothing running.
// Of leaks at one place one is shown, and those that no page shows have the person's
// side only. What was made before an error is returned.
func (a *attempt) pictures(ctx context.Context, result *verify.FlowResult) ([]verify.Picture, error) {
	leaks := toShow(result.Findings)
	if len(leaks) == 0 || ctx.Err() != nil {
		return nil, nil
	}
	var list []verify.Picture
	var scrolls []int
	for _, f := range leaks {
		st := seenAt(result.Steps, f.Timestamp)
		list, scrolls = append(list, verify.Picture{Fingerprint: f.Fingerprint, Seen: st.Screenshot}), append(scrolls, st.Scroll)
	}
	stills, of, err := a.stills(leaks)
	for i := range stills {
		stills[i].Scroll = scrolls[of[i]]
	}
	shots, serr := a.browser.Render(ctx, stills)
	for i, shot := range shots {
		p := &list[of[i]]
		name := fmt.Sprintf("pictures/%s-%s.jpg", a.flow.Name, p.Fingerprint)
		if werr := a.folder.write(name, shot.JPEG); werr != nil {
			return list, errors.Join(err, werr)
		}
		p.Stored = a.file(name)
		p.X, p.Y, p.Width, p.Height = shot.Box.X, shot.Box.Y, shot.Box.Width, shot.Box.Height
		p.Scrolled = shot.Scrolled
	}
	return list, errors.Join(err, serr)
}

// toShow is one leak of each canary on each surface, as reports tell them together,
// in recording order.
func toShow(findings []scan.Finding) []scan.Finding {
	var leaks []scan.Finding
	for _, f := range findings {
		same := func(o scan.Finding) bool {
			return o.Recording == f.Recording && o.Canary == f.Canary && o.Surface == f.Surface && (o.Match == scan.Fragment) == (f.Match == scan.Fragment)
		}
		if f.Leak && f.Event >= 0 && len(leaks) < mostPictures && !slices.ContainsFunc(leaks, same) {
			leaks = append(leaks, f)
		}
	}
	slices.SortStableFunc(leaks, func(a, b scan.Finding) int {
		return cmp.Or(cmp.Compare(a.Recording, b.Recording), a.Event-b.Event)
	})
	return leaks
}

// seenAt is the first step with a screenshot that ended after a moment: what came
// up at it is still there, as a rule.
func seenAt(steps []flow.StepTrace, timestamp int64) (last flow.StepTrace) {
	for _, st := range steps {
		if st.Screenshot == "" {
			continue
		}
		last = st
		if st.Ended.UnixMilli() >= timestamp {
			break
		}
	}
	return last
}

// stills rebuilds the pages at the moments of leaks, each recording once. of says
// which leak each still is of.
func (a *attempt) stills(leaks []scan.Finding) (stills []browser.Still, of []int, err error) {
	for from := 0; from < len(leaks); {
		session := leaks[from].Recording
		to := from
		for to < len(leaks) && leaks[to].Recording == session {
			to++
		}
		p := &projector{player: replay.New(), leaks: leaks[from:to], views: map[string][2]int{}}
		err = errors.Join(err, p.play(a, session))
		stills = append(stills, p.stills...)
		for _, i := range p.of {
			of = append(of, from+i)
		}
		from = to
	}
	return stills, of, err
}

// projector plays one recording and keeps the page at each leak.
type projector struct {
	player *replay.Player
	leaks  []scan.Finding    // in the order of events
	views  map[string][2]int // by window: the viewport
	stills []browser.Still
	of     []int
	next   int
}

func (p *projector) play(a *attempt, session string) error {
	file, err := a.folder.open("recordings/" + safeName(session) + ".jsonl")
	if err != nil {
		return fmt.Errorf("read the recording for pictures: %w", err)
	}
	defer file.Close()
	var decoder rrweb.Decoder
	for stored, err := range recording.Read(file) {
		if err != nil || stored.Metadata != "" {
			continue // the scan has named what is damaged
		}
		ev, _ := decoder.Decode(stored.JSON)
		p.player.Apply(stored.WindowID, ev)
		if meta, err := ev.Meta(); err == nil && ev.Type == rrweb.Meta {
			p.views[stored.WindowID] = [2]int{int(meta.Width), int(meta.Height)}
		}
		for p.next < len(p.leaks) && p.leaks[p.next].Event <= stored.Index {
			p.keep(p.leaks[p.next])
			p.next++
		}
		if p.next == len(p.leaks) {
			return nil
		}
	}
	return nil
}

// keep takes the page that shows a leak; a leak outside of a page has none.
func (p *projector) keep(f scan.Finding) {
	page := ""
	if f.Node > 0 {
		page = p.player.Page(f.Window, p.nodes(f.Window)...) // the same page for all leaks on it
	}
	if page == "" {
		return
	}
	view := p.views[f.Window]
	p.stills = append(p.stills, browser.Still{HTML: page, Width: view[0], Height: view[1], Focus: replay.FocusAttribute, Value: strconv.FormatInt(f.Node, 10)})
	p.of = append(p.of, p.next)
}

// nodes are those of all leaks in a window.
func (p *projector) nodes(window string) (ids []int64) {
	for _, f := range p.leaks {
		if f.Window == window && f.Node > 0 {
			ids = append(ids, f.Node)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
