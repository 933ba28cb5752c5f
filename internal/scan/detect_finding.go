package scan

import (
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Detection says how a scan looked for personal data that nobody planted.
type Detection struct {
	MinConfidence string `json:"min_confidence"` // low, medium or high: findings below it are left out
	Region        string `json:"region"`         // by which phone numbers without "+" were read; "": by none
	Alone         bool   `json:"alone"`          // no canaries were looked for
}

// detectedPlace is what two sightings must share to be one finding.
type detectedPlace struct {
	detectedKey
	surface rrweb.Surface
	window  string
	where   string
	via     string
}

// detections are the findings without canaries of one recording.
type detections struct {
	*personal
	hide     *detect.Detector // finds what reports must not show
	findings []*Finding
	merged   map[detectedPlace]*sighting
}

// newDetections returns nil where nothing of the kind is asked for.
func newDetections(opts *detect.Options, canaries []canary.Canary) (*detections, error) {
	if opts == nil {
		return nil, nil
	}
	p, err := newPersonal(*opts, canaries)
	if err != nil {
		return nil, err
	}
	all := *opts
	all.Min = detect.Low
	hide, err := detect.New(all)
	return &detections{personal: p, hide: hide, merged: map[detectedPlace]*sighting{}}, err
}

// again is the same for another recording.
func (d *detections) again() *detections {
	if d == nil {
		return nil
	}
	return &detections{personal: d.personal, hide: d.hide, merged: map[detectedPlace]*sighting{}}
}

// reportDetected turns what was found in the string at a site into findings, or
// counts it in those that are there.
func (s *Scanner) reportDetected(at *site) {
	for i := range s.detections.found {
		s.detection(at, &s.detections.found[i])
	}
}

func (s *Scanner) detection(at *site, found *detected) {
	d := s.detections
	f := s.located(at)
	f.Kind, f.Match, f.Via = found.Kind, Detected, append(f.Via, found.via...)
	f.Confidence, f.ValueID = string(found.Confidence), found.ID
	where := s.where(at, f)
	key := detectedPlace{detectedKey{found.Kind, found.ID}, f.Surface, f.Window, where, strings.Join(found.via, " ")}
	if d.merged[key] == nil && len(d.findings) >= maxPlaces {
		key = detectedPlace{detectedKey: detectedKey{kind: found.Kind}, surface: f.Surface}
	}
	if old := d.merged[key]; old != nil {
		old.count(at)
		if c := found.Confidence; c.AtLeast(detect.Confidence(old.Confidence)) {
			old.Confidence = string(c)
		}
		return
	}
	f.Fingerprint = s.fingerprint(f, s.stable(d.impersonal(where)))
	f.Pointer, f.Selector = d.impersonal(f.Pointer), d.impersonal(f.Selector)
	f.Excerpt = s.detectedExcerpt(found)
	d.merged[key] = &sighting{f, at.event}
	d.findings = append(d.findings, f)
}

// detectedExcerpt is the kind and the shape only: around one person's value
// stands more of that person.
func (s *Scanner) detectedExcerpt(found *detected) string {
	if !s.opts.Reveal {
		return "\u2039" + found.Shape + "\u203a"
	}
	return clean(lastRunes(found.text[:found.Start]) + found.text[found.Start:found.End] + firstRunes(found.text[found.End:]))
}

// impersonal returns a text with all personal data in it replaced by its kind.
// Names of keys and of elements may hold some.
func (d *detections) impersonal(text string) string {
	if d == nil {
		return text
	}
	var spans []detect.Find
	d.hide.Find(text, detect.Place{}, func(f detect.Find) { spans = append(spans, f) })
	slices.SortFunc(spans, func(a, b detect.Find) int { return a.Start - b.Start })
	var b strings.Builder
	from := 0
	for _, f := range spans {
		if f.Start >= from {
			b.WriteString(text[from:f.Start] + "\u2039" + string(f.Kind) + "\u203a")
		}
		from = max(from, f.End)
	}
	b.WriteString(text[from:])
	return b.String()
}

// detectedFindings is a copy of them, in the order in which they were found.
func (s *Scanner) detectedFindings() []Finding {
	if s.detections == nil {
		return nil
	}
	var list []Finding
	for _, f := range s.detections.findings {
		list = append(list, *f)
	}
	return list
}

// scope says how personal data was looked for; nil where it was not.
func (s *Scanner) scope() *Detection {
	if s.opts.Detect == nil {
		return nil
	}
	least := s.opts.Detect.Min
	if least == "" {
		least = detect.Medium
	}
	return &Detection{MinConfidence: string(least), Region: s.opts.Detect.Region, Alone: len(s.opts.Canaries) == 0}
}
