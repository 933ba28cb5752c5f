package devtools

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/flow"
)

// Note is something that a person must look at.
type Note struct {
	Steps []int // of the recording, from 1; none for all of it
	Text  string
}

// Import makes a flow of an exported recording. The notes say what a person must
// look at; nothing that was typed stands in them or in the flow.
func Import(data []byte) (*draft.Flow, []Note, error) {
	r, err := parse(data)
	if err != nil {
		return nil, nil, err
	}
	im := &importer{rec: r, flow: &draft.Flow{Name: draft.NameOf(r.Title)}, popups: popups(r.Steps)}
	im.begin()
	for i := range r.Steps {
		im.at = i
		im.step(r.Steps[i])
	}
	im.end()
	if !slices.ContainsFunc(im.flow.Steps, func(s draft.Step) bool { return s.Verb != "" }) {
		return nil, im.notes, errors.New("nothing in it can be done by a flow")
	}
	return im.flow, im.notes, nil
}

// importer goes through a recording.
type importer struct {
	rec    *recording
	flow   *draft.Flow
	notes  []Note
	at     int      // the step that is being read
	first  int      // the step that the flow's start is taken from; -1 for none
	origin string   // of the app
	held   []string // modifiers
	popups []string // targets that are windows
	window string   // target that the flow is in
	acted  bool     // something was done since the last wait
}

// popups are the targets that are windows: the Recorder sets a viewport for each,
// or sees it close. Others are frames of other sites.
func popups(steps []step) []string {
	var list []string
	for _, s := range steps {
		if !s.main() && (s.Type == "setViewport" || s.Type == "close") && !slices.Contains(list, s.Target) {
			list = append(list, s.Target)
		}
	}
	return list
}

// begin takes the start from the first page that was opened.
func (im *importer) begin() {
	im.flow.About = []string{"Imported from a recording of Chrome DevTools. Values that were typed are not in it:", "each field gets a plant, or a made-up value."}
	im.first, im.flow.Start = -1, "/"
	for i, s := range im.rec.Steps {
		if s.Type == "navigate" && draft.Origin(s.URL) != "" {
			im.first, im.origin = i, draft.Origin(s.URL)
			im.flow.Start = draft.Below(im.origin, s.URL)
			if u, err := url.Parse(s.URL); err == nil && u.RawQuery != "" {
				im.at = i
				im.note("the start has a query: take out what is only of one visit")
			}
			return
		}
	}
	im.notes = append(im.notes, Note{nil, "no page is opened in it: write where the flow starts"})
}

// end warns of a flow that does not wait for what it did last.
func (im *importer) end() {
	if im.acted {
		im.notes = append(im.notes, Note{nil, "nothing shows that the last step worked: end the flow with what it should lead to, such as wait_for: {text: \"Thank you\"}"})
	}
}

// note adds a note, once for all steps that it is about.
func (im *importer) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for i := range im.notes {
		if n := &im.notes[i]; n.Text == text {
			if !slices.Contains(n.Steps, im.at+1) {
				n.Steps = append(n.Steps, im.at+1)
			}
			return
		}
	}
	im.notes = append(im.notes, Note{[]int{im.at + 1}, text})
}

// cannot leaves a comment in the place of a step, and a note.
func (im *importer) cannot(why string) {
	im.flow.Steps = append(im.flow.Steps, draft.Step{Comment: fmt.Sprintf("step %d (%s): %s", im.at+1, im.rec.Steps[im.at].Type, why)})
	im.note("%s", why)
}

func (im *importer) add(verb flow.Verb, value any, more ...draft.Pair) {
	im.flow.Steps = append(im.flow.Steps, draft.Step{Verb: verb, Value: value, More: more})
	im.acted = verb != flow.WaitFor && verb != flow.Expect
}

// locator is a step's element and the way to it; false leaves a comment.
func (im *importer) locator(s step, field bool) (any, draft.Map, bool) {
	n := read(s.Selectors, im.rec.SelectorAttribute)
	find := n.locator
	if field {
		find = n.fieldLocator
	}
	l, found := find()
	if !found {
		im.cannot("it names no element")
		return nil, nil, false
	}
	if !n.lasting() {
		im.note("only selectors name the element (%s): give it a label, a role and name, or a test id", l.First())
	}
	return draft.Locator(l), im.in(s), true
}

// in is the frame of a step. The Recorder numbers the frames of a page, and the
// numbers change with every frame that comes or goes: the flow looks in all.
func (im *importer) in(s step) draft.Map {
	foreign := !s.main() && !slices.Contains(im.popups, s.Target)
	if len(s.Frame) == 0 && !foreign {
		return nil
	}
	im.note("it acts in a frame: the flow looks in any frame; name it if several have such an element")
	return draft.In(flow.Frames{{Any: true}})
}
