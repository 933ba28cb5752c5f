package posthog

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
)

// shown remembers the numbered blocks of all passes. Such a block never
// changes, so one that PostHog showed once and then hides again still counts.
type shown struct {
	order []digest
	text  map[digest][]byte
}

type digest [sha256.Size]byte

func newShown() shown { return shown{text: make(map[digest][]byte)} }

// join adds the numbered blocks of a pass, and gives the pass those of earlier
// ones that it lacks. If it has no other gap that is one: the list has shrunk.
func (s *shown) join(h *haul) {
	fresh := make(map[digest]bool)
	for _, block := range h.blocks[:h.numbered] {
		sum := digest(sha256.Sum256(block))
		fresh[sum] = true
		if s.text[sum] == nil {
			s.order, s.text[sum] = append(s.order, sum), block
		}
	}
	lost := 0
	for _, sum := range s.order {
		if !fresh[sum] {
			h.blocks = append(h.blocks, s.text[sum])
			lost++
		}
	}
	if lost > 0 && h.whole() {
		h.gap(lost, "%d blocks that PostHog showed before are listed no more", lost)
	}
}

// keep takes a pass in and looks for the end in all that is there.
func (f *fetch) keep(got haul) {
	f.shown.join(&got)
	f.data = got
	f.ended = f.o.Complete == nil
	for _, block := range got.blocks {
		if f.o.Complete != nil && f.o.Complete(block) {
			f.ended = true
		}
	}
}

// write hands the blocks to Out, each ended by a newline.
func (f *fetch) write(out *Fetched, err error) (*Fetched, error) {
	for _, block := range f.data.blocks {
		block = append(bytes.TrimRight(block, "\n"), '\n')
		out.Bytes += int64(len(block))
		if f.o.Out == nil {
			continue
		}
		if _, bad := f.o.Out.Write(block); bad != nil {
			return out, errors.Join(err, fmt.Errorf("write recording %s: %w", f.id, bad))
		}
	}
	return out, err
}
