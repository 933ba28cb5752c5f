package minihog

import (
	"sync"
	"time"
)

// Forever is the count of a fault that does not end.
const Forever = -1

// Faults are PostHog's bad days, one field each; the zero value is a good day.
// A count is how many calls are hit before it is over, or Forever. Blocks are
// named by their index in the order of their start time, from 0.
type Faults struct {
	// Of ingestion.
	DropIngestion bool   // every capture request is answered 200 and not stored
	DropFrom      string // from the first event of a session whose JSON holds this text, nothing more is stored
	DropRequest   string // a request with an event whose JSON holds this text is answered 200 and not stored
	CorruptParts  int    // so many events with compressed parts (cv) are stored damaged

	// Of visibility: the data is stored, the API does not show it yet.
	Lag         time.Duration // a block is invisible for so long after it came in
	HiddenPolls int           // a recording is unknown (404) to so many looks at it
	LateBlocks  []int         // these blocks appear only after …
	LatePolls   int           // … so many listings of the recording's sources
	DropTail    int           // so many last blocks never appear

	// Of answers.
	EmptySources  int           // listings of sources answered 200 with none
	MissingBlocks []int         // left out of a 200, while …
	MissingReads  int           // … so many data calls last
	Throttled     int           // private calls answered 429
	RetryAfter    time.Duration // what a 429 says to wait; 0 means 1 s
	NoRetryHeader bool          // the 429 says so in its body only
	ServerErrors  int           // private calls answered ServerStatus
	ServerStatus  int           // 0 means 500
	ShortBodies   int           // data answers that end early without a sign of it
	CutBodies     int           // data answers whose connection breaks half way

	// Of the recording's life.
	Deleted bool // every recording was deleted: snapshots say 410
	Expired bool // every recording is past its retention: 404

	// Of remote config.
	ConfigFails  bool   // 500
	RecordingOff bool   // sessionRecording: false, as over quota
	SampleRate   string // such as "0.00": sampled out
}

// weather is the Faults in force; what is left of a count is kept in place.
type weather struct {
	mu sync.Mutex
	f  Faults
}

func (w *weather) set(f Faults) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.f = f
}

// now returns the faults without using any count up.
func (w *weather) now() Faults {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.f
}

// hit uses up one of the count that pick points at, and tells whether the
// fault strikes.
func (w *weather) hit(pick func(*Faults) *int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	left := pick(&w.f)
	if *left > 0 {
		*left--
		return true
	}
	return *left < 0
}

// SetFaults changes the weather from now on. Counts start anew; what was
// dropped or damaged before stays so.
func (s *Server) SetFaults(f Faults) { s.weather.set(f) }
