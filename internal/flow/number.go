package flow

import "iter"

// Numbered yields the steps that do something, each with its number, 0-based. It
// is the number that traces, markers, plants and findings name a step by, and it
// is the same in every run: a group has no number of its own, but for if_visible,
// which looks; each round of a repeat counts; and what an if_visible or an until
// leaves out keeps its numbers.
func (f *Flow) Numbered() iter.Seq2[int, Step] {
	return func(yield func(int, Step) bool) {
		n := 0
		number(f.Steps, &n, yield)
	}
}

func number(steps []Step, n *int, yield func(int, Step) bool) bool {
	for _, s := range steps {
		if s.Acts() {
			if !yield(*n, s) {
				return false
			}
			*n++
		}
		for range s.Rounds() {
			if !number(s.Steps, n, yield) {
				return false
			}
		}
	}
	return true
}

// Count is how many numbered steps a list of steps has.
func Count(steps []Step) int {
	n := 0
	number(steps, &n, func(int, Step) bool { return true })
	return n
}

// Acts says that the step has a number of its own.
func (s Step) Acts() bool { return s.Steps == nil || s.Verb == IfVisible }

// Rounds is how often the steps of a group are done.
func (s Step) Rounds() int { return max(s.Times, 1) }

// From is the file that the step stands in.
func (s Step) From(f *Flow) string {
	if s.File != "" {
		return s.File
	}
	return f.File
}
