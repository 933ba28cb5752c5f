package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// spot is a place in a few words: the element, or the pointer where there is
// none.
func spot(f scan.Finding) string {
	if f.Selector == "" && f.Event >= 0 {
		return eventOf(f) + ", " + f.Pointer
	}
	return element(f) + eventOf(f)
}

func element(f scan.Finding) string {
	if f.Selector == "" {
		return ""
	}
	return f.Selector + ", "
}

func eventOf(f scan.Finding) string {
	if f.Event < 0 {
		return "outside the events, in " + f.Pointer
	}
	return "event " + strconv.Itoa(f.Event)
}

func windowOf(f scan.Finding) string {
	if f.Window == "" {
		return ""
	}
	return ", window " + f.Window
}

// when gives the time in the flow and by the clock, and the step that ran.
func when(f scan.Finding, fl *verify.FlowResult) string {
	text := moment(f)
	if len(fl.Steps) > 0 && f.Timestamp > 0 {
		if since := time.UnixMilli(f.Timestamp).Sub(fl.Steps[0].Started); since >= 0 {
			text = seconds(since) + " into the flow, " + text
		}
	}
	if st, ok := stepOf(f.Step, fl.Steps); ok {
		text += fmt.Sprintf(", during step %d %s", st.Index+1, st.Title)
	}
	return text
}

// moment is the clock time, and for how long the value stayed there.
func moment(f scan.Finding) string {
	if f.Timestamp <= 0 {
		return "time unknown"
	}
	text := time.UnixMilli(f.Timestamp).UTC().Format("15:04:05.000 MST")
	if f.Count > 1 {
		text += fmt.Sprintf(", in %d events until %s", f.Count, time.UnixMilli(f.LastTimestamp).UTC().Format("15:04:05.000"))
	}
	return text
}

// stepOf resolves a finding's step, such as "checkout/2" for the flow's second
// step; "checkout/start" is before the first.
func stepOf(name string, steps []flow.StepTrace) (flow.StepTrace, bool) {
	_, number, _ := strings.Cut(name, "/")
	index, err := strconv.Atoi(number)
	if err != nil {
		return flow.StepTrace{}, false
	}
	for _, st := range steps {
		if st.Index == index-1 {
			return st, true
		}
	}
	return flow.StepTrace{}, false
}

// how says what it took to read the value.
func how(f scan.Finding) string {
	text := map[scan.Match]string{
		scan.Exact:      "exact: the value to the letter",
		scan.Normalized: "normalized: another spelling of the same value",
		scan.Encoded:    "encoded: behind an encoding that anyone can undo",
		scan.Hashed:     "hashed: a digest of the value",
		scan.Fragment:   "fragment: a part of the value",
	}[f.Match]
	if text == "" {
		text = string(f.Match)
	}
	if f.Revealed != "" {
		text = "fragment: it shows " + f.Revealed
	}
	if len(f.Via) > 0 {
		text += "; read via " + strings.Join(f.Via, " → ")
	}
	return text
}
