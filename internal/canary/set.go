package canary

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// Set makes the canaries of one run and keeps them apart. It is safe for use by
// several flows at once.
type Set struct {
	seed uint64
	run  string

	mu    sync.Mutex
	all   []Canary
	ids   map[string]bool
	taken map[string]bool // what a further canary may not share; see claims
}

// NewSet returns an empty set. The same seed and run give the same values.
func NewSet(seed uint64, run string) *Set {
	return &Set{seed: seed, run: run, ids: map[string]bool{}, taken: map[string]bool{}}
}

// All returns the canaries made so far, in the order they were asked for.
func (s *Set) All() []Canary {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

// Make returns a new canary for a field of a flow. Its ID is "flow.field", with
// "-2", "-3" … behind it where that is taken. A look-alike has the form of the
// kind and a checksum that fails; kinds without a checksum have none, which is
// an error, as are unknown kinds and a kind whose values are used up.
func (s *Set) Make(flow, field string, kind Kind, lookalike bool) (Canary, error) {
	if _, err := ParseKind(string(kind)); err != nil {
		return Canary{}, fmt.Errorf("make canary %s.%s: %w", flow, field, err)
	}
	if lookalike && !kind.hasChecksum() {
		return Canary{}, fmt.Errorf("make canary %s.%s: kind %s has no checksum, so no look-alike", flow, field, kind)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.freeID(flow + "." + field)
	return s.make(id, id, kind, lookalike)
}

// Again returns another value for the field of a canary, for an app that takes no
// value twice, such as the address of a sign-up. It has the same ID, as what leaks
// is still the same field. try is 2 for the second value, 3 for the third.
func (s *Set) Again(c Canary, try int, lookalike bool) (Canary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.make(c.ID, c.ID+" try "+strconv.Itoa(try), c.Kind, lookalike)
}

// make draws a value from the sequence of that name.
func (s *Set) make(id, sequence string, kind Kind, lookalike bool) (Canary, error) {
	value, ok := s.freeValue(sequence, kind, lookalike)
	if !ok {
		return Canary{}, fmt.Errorf("make canary %s: no unused %s is left in this run", id, kind)
	}
	c := Canary{ID: id, Kind: kind, Value: value}
	s.keep(c)
	return c, nil
}

func (s *Set) freeID(id string) string {
	free := id
	for n := 2; s.ids[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	return free
}

// freeValue returns the first value of a sequence that shares
// nothing with the canaries made before.
func (s *Set) freeValue(sequence string, kind Kind, lookalike bool) (string, bool) {
	const attempts = 4000 // far more than a CVC has values
	for n := range attempts {
		src := newSource(s.seed, s.run, sequence, string(kind), strconv.FormatBool(lookalike), strconv.Itoa(n))
		value := s.candidate(kind, lookalike, n, src)
		if !slices.ContainsFunc(claims(kind, value), func(c string) bool { return s.taken[c] }) {
			return value, true
		}
	}
	return "", false
}

func (s *Set) candidate(kind Kind, lookalike bool, attempt int, src *source) string {
	cards := stripeCards()
	switch {
	case lookalike:
		return generateLookalike(kind, src)
	case kind != Card || attempt > 4*len(cards):
		return generate(kind, src)
	case attempt == 0:
		return cards[0]
	default:
		return cards[src.intn(len(cards))]
	}
}

func (s *Set) keep(c Canary) {
	s.all = append(s.all, c)
	s.ids[c.ID] = true
	for _, claim := range claims(c.Kind, c.Value) {
		s.taken[claim] = true
	}
}
