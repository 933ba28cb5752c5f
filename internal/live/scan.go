package live

import (
	"fmt"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/paint"
)

// Scan is how far a scan of files is. It is not safe for use by several goroutines;
// see [Screen.Do].
type Scan struct {
	Look    Look
	Started time.Time

	File         string // one that is being read
	Files, Total int    // read, and all
	Bytes        int64  // read
	Size         int64  // of all; 0 where it is not known

	Ended   time.Time // zero while it is under way
	Stopped bool      // not all was read
}

// Frame is the one row to show now, at most width columns wide.
func (s *Scan) Frame(width, _ int, now time.Time) []string {
	if !s.Ended.IsZero() {
		return []string{s.Look.paint(paint.Dim, strings.TrimRight(fit(s.done(), width-1), " "))}
	}
	since := now.Sub(s.Started)
	text := fmt.Sprintf("%s scanning  ", spinner(since))
	if s.Size > 0 {
		text += bar(float64(s.Bytes)/float64(s.Size), min(max(width/5, 6), 24)) + "  "
	}
	text += fmt.Sprintf("%d of %s  %s", s.Files, files(s.Total), s.amount())
	if rate := s.rate(since); rate > 0 {
		text += fmt.Sprintf("  %.1f MB/s", rate/1e6)
		if left := float64(s.Size-s.Bytes) / rate; s.Size > s.Bytes && since >= time.Second {
			text += "  " + took(time.Duration(left*float64(time.Second)).Round(time.Second)) + " left"
		}
	}
	return []string{strings.TrimRight(fit(text+"  "+s.File, width-1), " ")}
}

func (s *Scan) amount() string {
	if s.Size > 0 {
		return fmt.Sprintf("%s of %s", size(s.Bytes), size(s.Size))
	}
	return size(s.Bytes)
}

// rate is in bytes a second.
func (s *Scan) rate(since time.Duration) float64 {
	if since < 100*time.Millisecond {
		return 0
	}
	return float64(s.Bytes) / since.Seconds()
}

func (s *Scan) done() string {
	since := s.Ended.Sub(s.Started)
	text := fmt.Sprintf("  read %s, %s", files(s.Total), size(s.Bytes))
	if s.Stopped {
		text = fmt.Sprintf("  stopped after %d of %s, %s", s.Files, files(s.Total), size(s.Bytes))
	}
	text += " in " + took(since)
	if rate := s.rate(since); rate > 0 {
		text += fmt.Sprintf(" (%.1f MB/s)", rate/1e6)
	}
	return text
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}
