package scan

import (
	"hash/maphash"
	"math/bits"
)

// maxSeen is how many readings of one string are remembered at least, and half of how many
// at most: of millions, those that come again mostly come again soon.
const maxSeen = 1 << 17

// seen knows the readings of a string that were searched, and the best way to each, so that
// none is searched twice.
type seen struct {
	seeds    [2]maphash.Seed
	now, old map[seenKey]way // old: maxSeen of those before
}

// seenKey is a reading, with what names it, by two hashes with seeds of their
// own: there may be a million of them in a long string, and none need be kept for it.
type seenKey [2]uint64

func newSeen() seen {
	return seen{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, now: map[seenKey]way{}}
}

func (s *seen) key(next reading) seenKey {
	key := seenKey{maphash.String(s.seeds[0], next.text), maphash.String(s.seeds[1], next.text)}
	for i, place := range [...]string{next.name, next.front} {
		if place != "" {
			key[0] ^= bits.RotateLeft64(maphash.String(s.seeds[0], place), 32+8*i)
			key[1] ^= bits.RotateLeft64(maphash.String(s.seeds[1], place), 32+8*i)
		}
	}
	return key
}

// has says that a reading was searched, and all behind it, in a way as good.
func (s *seen) has(key seenKey, w way) bool {
	if known, ok := s.now[key]; ok {
		return known.asGood(w)
	}
	known, ok := s.old[key]
	return ok && known.asGood(w)
}

func (s *seen) add(key seenKey, w way) {
	if len(s.now) == maxSeen {
		s.now, s.old = map[seenKey]way{}, s.now
	}
	s.now[key] = w
}

// clear forgets the readings of a string before the next one. A large map is not used
// again, as to clear it takes as long however little is in it.
func (s *seen) clear() {
	switch n := len(s.now); {
	case n > maxSeen>>8:
		s.now = map[seenKey]way{}
	case n > 0:
		clear(s.now)
	}
	s.old = nil
}
