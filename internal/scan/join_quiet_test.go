package scan

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// nearby are texts that stand next to each other in pages and add up to nothing.
var nearby = map[string]func(r *rand.Rand) string{
	"number":      func(r *rand.Rand) string { return strconv.Itoa(r.IntN(100_000)) },
	"digit":       func(r *rand.Rand) string { return strconv.Itoa(r.IntN(10)) },
	"two digits":  func(r *rand.Rand) string { return fmt.Sprintf("%02d", r.IntN(100)) },
	"four digits": func(r *rand.Rand) string { return fmt.Sprintf("%04d", r.IntN(10_000)) },
	"price":       func(r *rand.Rand) string { return fmt.Sprintf("$%d.%02d", r.IntN(2000), r.IntN(100)) },
	"date":        func(r *rand.Rand) string { return moment(r).Format("2006-01-02") },
	"day":         func(r *rand.Rand) string { return moment(r).Format("January 2") },
	"year":        func(r *rand.Rand) string { return moment(r).Format("2006") },
	"phone": func(r *rand.Rand) string {
		return fmt.Sprintf("(%d) %d-%04d", 200+r.IntN(800), 600+r.IntN(300), r.IntN(10_000))
	},
	"area code": func(r *rand.Rand) string { return strconv.Itoa(200 + r.IntN(800)) },
	"card end":  func(r *rand.Rand) string { return fmt.Sprintf("•••• %04d", r.IntN(10_000)) },
	"letter":    func(r *rand.Rand) string { return string(rune('a' + r.IntN(26))) },
	"word":      func(r *rand.Rand) string { return strings.Fields(sentence(r))[0] },
	"code word": func(r *rand.Rand) string {
		return []string{"code", "CVC", "PIN", "zip code", "country code"}[r.IntN(5)]
	},
}

// frames are the ways in which texts stand next to each other; %s stands for each,
// @ for its column.
var frames = []string{
	"<table>|<tr>|<td>%s</td>|</tr>|</table>", "<ul>|<li>|<span>%s</span>|</li>|</ul>", "<div>|<p>|<b>%s</b>|</p>|</div>",
	"<div>|<div>|<div>%s</div>|</div>|</div>", "<div>|<p>|%s<br>|</p>|</div>", "<form>|<p>|<input value=\"%s\">|</p>|</form>",
	"<div>|<p>|<i data-n=\"%s\"></i>|</p>|</div>", "<div>|<p| data-@=\"%s\"|></p>|</div>", "<p>|<span>|<i>%s</i> |</span>|</p>", "<svg>|<text>|<tspan>%s</tspan>|</text>|</svg>",
}

// heap is a page of rows in which one or several kinds of text take turns.
func heap(r *rand.Rand, rows, columns int) string {
	names := make([]string, 0, len(nearby))
	for name := range nearby {
		names = append(names, name)
	}
	frame := strings.Split(frames[r.IntN(len(frames))], "|")
	kinds := make([]func(*rand.Rand) string, columns)
	same := r.IntN(2) == 0
	for i := range kinds {
		kinds[i] = nearby[names[r.IntN(len(names))]]
		if same {
			kinds[i] = kinds[0]
		}
	}
	var b strings.Builder
	b.WriteString(frame[0])
	for range rows {
		b.WriteString(frame[1])
		for column, kind := range kinds {
			fmt.Fprintf(&b, strings.ReplaceAll(frame[2], "@", strconv.Itoa(column)), kind(r))
		}
		b.WriteString(frame[3])
	}
	b.WriteString(frame[4])
	return b.String()
}

// TestUnrelatedTextIsNotJoined holds it for big tables of anything, for canaries
// of all kinds.
func TestUnrelatedTextIsNotJoined(t *testing.T) {
	t.Parallel()
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 5))
		s := newScanner(t, everyKind(t, seed)...)
		stage := newStage(t, false).page(heap(r, 60, 1+r.IntN(20)))
		for i, ev := range stage.events {
			s.Event(i, "w", ev)
		}
		for _, f := range s.Report().Findings {
			require.Empty(t, f.Via, "%s: %s", f.Canary, f.Excerpt)
		}
	}
}

// TestNearMissesAreNotJoined holds that the pieces of a number do not count in
// another order, with another piece, or among more numbers.
func TestNearMissesAreNotJoined(t *testing.T) {
	for name, body := range map[string]string{
		"card with a wrong group":     `<table><tr><td>4242</td><td>4242</td><td>4241</td><td>4242</td></tr></table>`,
		"card with a word between":    `<table><tr><td>4242</td><td>4242</td><td>or</td><td>4242</td><td>4242</td></tr></table>`,
		"ssn among numbers":           `<table><tr><td>17</td><td>912</td><td>34</td><td>5678</td></tr></table>`,
		"ssn before a number":         `<table><tr><td>912</td><td>34</td><td>5678</td><td>17</td></tr></table>`,
		"phone as part of parts":      `<ul><li>9212</li><li>555</li><li>0142</li></ul>`,
		"phone with more behind":      `<ul><li>212</li><li>555</li><li>01427</li></ul>`,
		"code in three cells":         `<table><tr><td>4</td><td>1</td><td>2</td></tr></table>`,
		"code as pages":               `<nav><a>4</a><a>1</a><a>2</a></nav>`,
		"code as amounts":             `<form><input value="4"><input value="1"><input value="2"></form>`,
		"code in groups without name": `<div><div>483</div><div>920</div></div>`,
		"code among digits":           `<div><span>1</span>` + spread("483920", "<span>%s</span>") + `</div>`,
		"one-time code in rows":       `<table><tr><td>48</td><td>39</td><td>20</td></tr></table>`,
		"code in pieces by its name":  `<p><b>4</b> <b>12</b> <i>CVC</i></p>`,
		"another year":                `<table><tr><td>1985</td><td>12</td><td>27</td></tr></table>`,
		"date among dates":            `<table><tr><td>3</td><td>1984</td><td>12</td><td>27</td><td>9</td></tr></table>`,
		"column with a wrong group":   `<table><tr><td>a</td><td>4242</td></tr><tr><td>b</td><td>4242</td></tr><tr><td>c</td><td>4241</td></tr><tr><td>d</td><td>4242</td></tr></table>`,
		"ssn in a column of numbers":  `<table><tr><td>a</td><td>17</td></tr><tr><td>b</td><td>912</td></tr><tr><td>c</td><td>34</td></tr><tr><td>d</td><td>5678</td></tr></table>`,
		"date in a column of numbers": `<table><tr><td>a</td><td>1984</td></tr><tr><td>b</td><td>12</td></tr><tr><td>c</td><td>27</td></tr><tr><td>d</td><td>27</td></tr></table>`,
		"column with a gap":           `<table><tr><td>a</td><td>4242</td></tr><tr><td>b</td><td>4242</td></tr><tr><td>c</td><td>or</td></tr><tr><td>d</td><td>4242</td></tr><tr><td>e</td><td>4242</td></tr></table>`,
		"two columns":                 `<table><tr><td>4242</td><td>x</td></tr><tr><td>4242</td><td>x</td></tr><tr><td>x</td><td>4242</td></tr><tr><td>x</td><td>4242</td></tr></table>`,
		"code in a column":            `<table><tr><td>a</td><td>4</td></tr><tr><td>b</td><td>1</td></tr><tr><td>c</td><td>2</td></tr></table>`,
		"column of last four":         `<table><tr><td>Visa</td><td>•••• 4242</td></tr><tr><td>Visa</td><td>•••• 4242</td></tr></table>`,
		"attributes with more":        `<i data-n="17" data-a="912" data-b="34" data-c="5678"></i>`,
		"attributes in between":       `<i data-a="4242" data-b="4242" data-c="yes" data-d="4242" data-e="4242"></i>`,
		"code as counts":              `<i data-likes="4" data-shares="1" data-views="2"></i>`,
		"code in attributes":          `<i data-likes="483" data-views="920"></i>`,
		"price with small cents":      `<p><span>4</span><sup>12</sup></p>`,
		"names of two people":         `<ul><li>Bofadoruv</li><li>Anna</li><li>Kitenamos</li></ul>`,
		"mail of another":             `<p><b>qwzrtvbnm.hjklpoiu</b>@<i>xcvbnmqw.example.com</i></p>`,
		"two blocks that touch":       `<div><p>Pay Qzxcvbn</p><p>mlkj!4821K now</p></div>`,
		"numbers that touch":          `<p><span>191</span><span>23</span><span>45678</span></p>`,
		"label and value":             `<div><input value="912-34"><input value="5678 9"></div>`,
	} {
		r := newStage(t, false).page(strings.NewReplacer("{", "", "}", "").Replace(body)).scan()
		for _, f := range r.Findings {
			require.Equal(t, Fragment, f.Match, "%s: %+v", name, f) // a part is one, joined or not
		}
	}
}

// TestMovingNumbersAreNotJoined holds that counters, clocks, amounts and keys
// pressed add up to nothing.
func TestMovingNumbersAreNotJoined(t *testing.T) {
	t.Parallel()
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 6))
		s := newScanner(t, everyKind(t, seed)...)
		st := newStage(t, false).page(`<div><b id="a">1</b><b id="b">2</b><p id="c">3</p></div><form><input id="d"><input id="e"></form>` + pad)
		keys := []string{"k0", "k2", "s3", "k8", "k9", "ok"}
		for range 60 {
			st.text("a", strconv.Itoa(r.IntN(10))).text("b", strconv.Itoa(r.IntN(60))).text("c", strconv.Itoa(r.IntN(10)))
			st.input("d", strconv.Itoa(r.IntN(100))).input("e", strconv.Itoa(r.IntN(10))).input("none", strconv.Itoa(r.IntN(100)))
			st.click(keys[r.IntN(len(keys))], 2)
		}
		for i, ev := range st.events {
			s.Event(i, "w", ev)
		}
		require.Empty(t, s.Report().Findings)
	}
}

// TestAnySplitIsFound cuts a canary of any kind but the codes anywhere and puts
// the pieces into one line, among other text.
func TestAnySplitIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := rapid.SampledFrom(everyKind(t, rapid.Uint64().Draw(rt, "seed"))).
			Filter(func(c canary.Canary) bool { return c.Kind != canary.CVC && c.Kind != canary.OTP }).Draw(rt, "canary")
		value := []rune(c.Value)
		tags := rapid.SampledFrom([]string{"<b>%s</b>", "<span><i>%s</i></span>", "%s<!-- -->", "<wbr><u>%s</u>", "<my-el>%s</my-el>"})
		var b strings.Builder
		for from := 0; from < len(value); {
			to := rapid.IntRange(from+1, max(from+1, len(value)-1)).Draw(rt, "cut")
			fmt.Fprintf(&b, tags.Draw(rt, "tag"), string(value[from:to]))
			from = to
		}
		s := newScanner(t, c)
		st := newStage(t, false).page("<div><p>the order </p><p>of " + b.String() + " was</p></div>")
		require.Len(rt, s.Event(0, "w", st.events[0]), 1, "%s: %s", c.Value, b.String())
	})
}
