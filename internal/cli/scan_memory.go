package cli

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// The memory that a scan of one recording takes at most: 64 MiB, of which the program
// itself takes 24 and what is collected late some more, and four times the event that is
// read.
const (
	scanBase     = 36 << 20
	scanPerEvent = 4
)

const (
	// heapFloor is memory that is counted and never touched: without it the garbage of a
	// few megabytes, which a scan makes all the time, would be collected each time. (A
	// larger GOGC would let huge events take several times their size.)
	heapFloor = 24 << 20

	// largeEvent is how many bytes an event has whose readings, with as much garbage as
	// the collector waits for, could take more than they may.
	largeEvent = 1 << 20
)

// scanMemory holds the readings of large events to what they may take: while one is
// scanned, the collector is told the limit. At other times there is none, as pages that
// grew over many events must not keep it busy.
type scanMemory struct {
	floor []byte
	base  int64 // of all workers
	user  int64 // the limit that holds without us, of GOMEMLIMIT

	mu    sync.Mutex
	large int64 // bytes of the large events that are scanned now
}

func newScanMemory(workers int) *scanMemory {
	return &scanMemory{floor: make([]byte, heapFloor), base: int64(workers) * scanBase, user: debug.SetMemoryLimit(-1)}
}

// worker returns what one of the workers calls with the size of each event.
func (m *scanMemory) worker() func(bytes int) {
	last := int64(0)
	return func(bytes int) {
		now := int64(bytes)
		if now < largeEvent {
			now = 0
		}
		if now != last {
			m.change(now - last)
			last = now
		}
	}
}

func (m *scanMemory) change(by int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	limit := m.user
	if m.large += by; m.large > 0 {
		limit = min(limit, heapFloor+m.base+scanPerEvent*m.large)
	}
	debug.SetMemoryLimit(limit)
}

func (m *scanMemory) end() {
	debug.SetMemoryLimit(m.user)
	runtime.KeepAlive(m.floor)
}
