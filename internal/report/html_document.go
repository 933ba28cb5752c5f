package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/verify"
)

// document is a result as the template of the HTML report reads it: every string
// in it is said to a person, and escaped by the template.
type document struct {
	*verify.Result
	options HTMLOptions
	change  Change
	fresh   map[string]bool // fingerprints of the leaks that are new

	Look   htmlLook
	Words  string
	totals totals
	Flows  []*htmlFlow

	Shared []*sharedPicture // those told so far
	shared map[string]*sharedPicture

	leaksTold  int
	fixesTold  map[string]int
	adviceTold map[string]bool
}

// htmlLook is how a verdict or outcome appears: a class for its colour, and a
// symbol and a word for who sees none.
type htmlLook struct{ Class, Symbol, Word string }

var toneClass = map[tone]string{good: "good", unsure: "unsure", bad: "bad"}

func htmlLookOf(l look) htmlLook {
	return htmlLook{toneClass[l.tone], l.symbol, strings.ToLower(l.word)}
}

func newDocument(r *verify.Result, o HTMLOptions) *document {
	d := &document{
		Result: r, options: o, Look: htmlLookOf(lookOf(r)), Words: inWords(r), totals: tally(r),
		fresh: map[string]bool{}, shared: map[string]*sharedPicture{}, fixesTold: map[string]int{}, adviceTold: map[string]bool{},
	}
	if n := len(o.Before); n > 0 {
		d.change = Compare(o.Before[n-1], r)
	}
	for _, leak := range d.change.New {
		d.fresh[leak.Fingerprint] = true
	}
	for i := range r.Flows {
		d.Flows = append(d.Flows, newHTMLFlow(d, &r.Flows[i]))
	}
	return d
}

// Open says that nothing is folded.
func (d *document) Open() bool { return d.options.Open }

// Revealed says that values stand in the report.
func (d *document) Revealed() bool { return d.options.Reveal }

func (d *document) Expectation() string { return expectation(d.Result) }

// Facts are the lines below the verdict.
func (d *document) Facts() [][2]string {
	posthog := d.PostHog
	if d.Project != "" {
		posthog += ", project " + d.Project
	}
	when := clock(d.Started, "2 January 2006, 15:04:05 MST")
	if !d.Ended.IsZero() {
		when += ", " + seconds(d.Ended.Sub(d.Started))
	}
	facts := [][2]string{{"App", d.App}, {"PostHog", posthog}, {"When", when}, {"Run", d.Run}, {"Policy", policyInWords(d.Result)}, {"By", d.Tool}}
	if d.Shard != "" {
		facts = slices.Insert(facts, 0, [2]string{"Part", d.Shard + " of the flows"})
	}
	return facts
}

func policyInWords(r *verify.Result) string {
	p := r.Policy
	text := "digests: " + p.Hashes + ", parts: " + p.Fragments + ", pictures: " + p.Images
	if n := len(p.Accept); n > 0 {
		text += ", " + count(n, "accepted leak", "accepted leaks")
	}
	return text
}

func (d *document) Planted() int   { return d.totals.plants }
func (d *document) LeakCount() int { return d.totals.leaks }

// Proven is how many plants are proven hidden.
func (d *document) Proven() int { return d.totals.hidden }

// Changed is what happened since the run before; "" without one.
func (d *document) Changed() string { return d.change.InWords() }

// state is what became of a leak since the run before: "" without one.
func (d *document) state(fingerprint string) string {
	switch {
	case d.change.Since == nil:
		return ""
	case d.fresh[fingerprint]:
		return "new"
	default:
		return "unchanged"
	}
}

func (d *document) Since() string { return clock(d.change.Since.Started, "2 January 2006, 15:04") }

// Fixed are the leaks of the run before that are proven gone.
func (d *document) Fixed() (lines []string) {
	for _, f := range d.change.Fixed {
		lines = append(lines, fmt.Sprintf("%s in %s: %s", f.Canary, f.Surface, spot(f.Finding)))
	}
	return lines
}

// Unknown are those that were not seen again in flows that prove nothing.
func (d *document) Unknown() (lines []string) {
	for _, f := range d.change.Unknown {
		lines = append(lines, fmt.Sprintf("%s in %s: %s", f.Canary, f.Surface, spot(f.Finding)))
	}
	return lines
}

func (d *document) IdleAcceptances() []string { return idleAcceptances(d.Acceptances) }

// mostRuns is how many runs the trend shows.
const mostRuns = 30

// TrendBar is one run in the trend, in a picture of 10 units a bar and 40 high.
type TrendBar struct {
	X, Y, Height int
	Class, Title string
}

// Trend is a bar for each run, as high as it has leaks; nil for a first run.
func (d *document) Trend() (bars []TrendBar) {
	if len(d.options.Before) == 0 {
		return nil
	}
	runs := append(slices.Clone(d.options.Before), d.Result)
	runs = runs[max(0, len(runs)-mostRuns):]
	most := 1
	for _, r := range runs {
		most = max(most, len(Leaks(r)))
	}
	for i, r := range runs {
		n := len(Leaks(r))
		height := max(3, 36*n/most)
		bars = append(bars, TrendBar{
			X: 10 * i, Y: 40 - height, Height: height, Class: htmlLookOf(lookOf(r)).Class,
			Title: fmt.Sprintf("%s: %s, %s", clock(r.Started, "2 Jan 2006 15:04"), r.Verdict, count(n, "leak", "leaks")),
		})
	}
	return bars
}

func (d *document) TrendWidth() int { return 10 * min(mostRuns, len(d.options.Before)+1) }

// Options are the words to filter leaks by.
func (d *document) Surfaces() []string { return d.words(func(c *htmlLeak) string { return c.Surface }) }
func (d *document) Canaries() []string { return d.words(func(c *htmlLeak) string { return c.Canary }) }

func (d *document) words(of func(*htmlLeak) string) (list []string) {
	for _, f := range d.Flows {
		for _, c := range f.Leaks {
			list = append(list, of(c))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Kinds is how many kinds of leaks the page tells.
func (d *document) Kinds() int { return d.leaksTold }
