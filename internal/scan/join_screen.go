package scan

import (
	"fmt"
	"slices"

	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// maxBoxes is how many wireframes of one window are remembered.
const maxBoxes = 1 << 13

// screen is what the wireframes of one window show, in the order of their tree.
type screen struct {
	boxes []box
	from  int // the boxes that the last event changed; behind to: none
	to    int
	full  bool // the last event had more boxes than are remembered
}

// box is a wireframe.
type box struct {
	id, parent int64
	texts      []string
	value      bool // the last text is what an input holds
}

// apply changes the screen as an event says, and returns why not in full; "" if it did. Of
// an event that has what no recorder writes, it takes what stands before that.
func (s *screen) apply(ev *rrweb.Event) string {
	data, err := ev.Screen()
	s.from, s.to, s.full = len(s.boxes)+1, 0, false
	if ev.Type == rrweb.FullSnapshot {
		s.boxes, s.from = s.boxes[:0], 0
		s.put(0, 0, data.Wireframes)
	} else {
		s.mutate(data)
	}
	switch {
	case err != nil:
		return err.Error() + ": what they show together was not read to the end"
	case s.full:
		return fmt.Sprintf("more than %d wireframes on a screen: what the rest shows together was not read", maxBoxes)
	}
	return ""
}

func (s *screen) mutate(data *rrweb.ScreenData) {
	for _, id := range data.Removes {
		s.remove(id)
	}
	for _, c := range slices.Concat(data.Adds, data.Updates) {
		s.change(c.ParentID, c.Wireframe)
	}
}

// change puts a box where it stood before, or behind the last one of its parent. The boxes
// in it stay where it brings none.
func (s *screen) change(parent int64, w *rrweb.Wireframe) {
	at := s.at(w.ID)
	switch {
	case at >= 0 && len(w.Children) > 0:
		s.cut(at, s.end(at))
	case at >= 0:
		s.cut(at, at+1)
	default:
		if at = s.at(parent); at < 0 {
			at = len(s.boxes)
		} else {
			at = s.end(at)
		}
	}
	s.put(at, parent, []rrweb.Wireframe{*w})
}

// put inserts boxes and those in them, and returns where the next one stands.
func (s *screen) put(at int, parent int64, list []rrweb.Wireframe) int {
	for i := range list {
		if s.full = s.full || len(s.boxes) >= maxBoxes; s.full {
			break
		}
		w := &list[i]
		b := box{id: w.ID, parent: parent, texts: w.Texts, value: w.Held}
		s.boxes = slices.Insert(s.boxes, at, b)
		s.from, s.to = min(s.from, at), max(s.to, at)+1
		at = s.put(at+1, b.id, w.Children)
	}
	return at
}

func (s *screen) remove(id int64) {
	if at := s.at(id); at >= 0 {
		s.cut(at, s.end(at))
		s.from, s.to = min(s.from, at), max(s.to, at) // its neighbours are neighbours now
	}
}

func (s *screen) cut(from, to int) {
	s.boxes = slices.Delete(s.boxes, from, to)
	if s.to > from {
		s.to = max(from, s.to-(to-from))
	}
}

// at is where a box stands, -1 if there is none; those without an id are not to be told
// apart.
func (s *screen) at(id int64) int {
	if id == 0 {
		return -1
	}
	return slices.IndexFunc(s.boxes, func(b box) bool { return b.id == id })
}

// end is where the boxes end that stand in one with an id.
func (s *screen) end(at int) int {
	inside := map[int64]bool{s.boxes[at].id: true}
	for at++; at < len(s.boxes) && s.boxes[at].parent != 0 && inside[s.boxes[at].parent]; at++ {
		inside[s.boxes[at].id] = true
	}
	return at
}

// runs visits what stands around the boxes that the last event changed, no further than
// reach bytes: all their texts, and what inputs hold.
func (s *screen) runs(reach int, visit func(*replay.Run)) {
	if s.from <= s.to {
		s.run(joinScreen, reach, (*box).all, visit)
		s.run(joinScreenInputs, reach, (*box).held, visit)
	}
}

func (s *screen) run(join replay.Join, reach int, texts func(*box) []string, visit func(*replay.Run)) {
	from, to := s.around(reach, texts)
	run := &replay.Run{Join: join, CutStart: from > 0, CutEnd: to < len(s.boxes)}
	for i := from; i < to; i++ {
		for _, text := range texts(&s.boxes[i]) {
			run.Parts = append(run.Parts, replay.Part{Node: s.boxes[i].id, Text: text})
		}
	}
	if len(run.Parts) > 1 {
		visit(run)
	}
}

// around widens the changed boxes by those that show reach bytes, and one more.
func (s *screen) around(reach int, texts func(*box) []string) (from, to int) {
	size := func(i int) (n int) {
		for _, text := range texts(&s.boxes[i]) {
			n += len(text)
		}
		return n
	}
	from, to = s.from, s.to
	for n := 0; from > 0 && n <= reach; n += size(from) {
		from--
	}
	for n := 0; to < len(s.boxes) && n <= reach; to++ {
		n += size(to)
	}
	return from, to
}

func (b *box) all() []string { return b.texts }

// held is what an input holds.
func (b *box) held() []string {
	if !b.value {
		return nil
	}
	return b.texts[len(b.texts)-1:]
}
