package scan

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
)

// BenchmarkGigabyte scans a recording of 1 GiB that is made while it is read. The
// budget of its memory is 64 MiB and four times the largest event.
func BenchmarkGigabyte(b *testing.B) {
	const size = 1 << 30
	events, _ := benchRecording(b)
	var lines bytes.Buffer
	largest := 0
	for _, raw := range events {
		lines.WriteString(`["window",`)
		lines.Write(raw)
		lines.WriteString("]\n")
		largest = max(largest, len(raw))
	}
	b.SetBytes(size)
	for b.Loop() {
		s := newScanner(b, everyKind(b, 1)...)
		debug.FreeOSMemory()
		peak := watch(used())
		require.NoError(b, s.Read(b.Context(), recording.Read(&endless{again: lines.Bytes(), left: size}), nil))
		b.ReportMetric(float64(peak())/(1<<20), "peak-MiB")
		b.ReportMetric(float64(64<<20+4*largest)/(1<<20), "budget-MiB")
		require.Empty(b, s.Report().Findings)
		require.LessOrEqual(b, len(s.Report().Unscanned), 1, "only the last line is cut")
	}
}

// BenchmarkHugeEvent scans two full snapshots of a million nodes each, one page
// after the other. They are made while they are read: held in memory they would let
// garbage grow by as much again.
func BenchmarkHugeEvent(b *testing.B) {
	const nodes = 1_000_000
	size, err := io.Copy(io.Discard, &flatPage{nodes: nodes})
	require.NoError(b, err)
	b.SetBytes(2 * size)
	for b.Loop() {
		s := newScanner(b, planted()[0])
		pages := io.MultiReader(&flatPage{nodes: nodes}, &flatPage{nodes: nodes})
		debug.FreeOSMemory()
		peak := watch(used())
		require.NoError(b, s.Read(b.Context(), recording.Read(pages), nil))
		b.ReportMetric(float64(peak())/(1<<20), "peak-MiB")
		b.ReportMetric(float64(64<<20+4*size)/(1<<20), "budget-MiB")
		require.Len(b, s.Report().Findings, 1)
	}
}

// TestManyNodes finds what stands in the last of very many nodes.
func TestManyNodes(t *testing.T) {
	raw, err := io.ReadAll(&flatPage{nodes: 20_000})
	require.NoError(t, err)
	r := readAll(t, raw)
	require.Empty(t, r.Unscanned)
	require.Len(t, r.Findings, 1)
	require.EqualValues(t, 20_001, r.Findings[0].Node)
}

// flatPage yields a line with a full snapshot of that many nodes; the last is a text
// with a canary.
type flatPage struct {
	nodes, id int
	rest      bytes.Buffer
}

func (p *flatPage) Read(b []byte) (int, error) {
	for p.rest.Len() < len(b) && p.id <= p.nodes {
		switch p.id++; {
		case p.id == 1:
			p.rest.WriteString(`["w",{"type":2,"timestamp":5,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[`)
			p.id++
		case p.id <= p.nodes:
			fmt.Fprintf(&p.rest, `{"type":2,"tagName":"i","attributes":{"class":"c%d"},"childNodes":[],"id":%d},`, p.id, p.id)
		default:
			fmt.Fprintf(&p.rest, `{"type":3,"textContent":"for %s","id":%d}]}]}}}]`+"\n", badNeedle, p.id)
		}
	}
	return p.rest.Read(b)
}

// endless yields the same bytes again and again, up to a length.
type endless struct {
	again []byte
	at    int
	left  int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), e.left)], e.again[e.at:])
	e.at, e.left = (e.at+n)%len(e.again), e.left-n
	return n, nil
}

// used is how much memory the process holds, as far as Go knows, in bytes.
func used() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
}

// watch samples the memory until it is asked for the peak above the base.
func watch(base int64) (peak func() int64) {
	stop, result := make(chan struct{}), make(chan int64)
	go func() {
		ticker := time.NewTicker(5 * time.Millisecond)
		defer ticker.Stop()
		high := base
		for {
			select {
			case <-ticker.C:
				high = max(high, used())
			case <-stop:
				result <- max(high, used()) - base
				return
			}
		}
	}()
	return func() int64 {
		close(stop)
		defer runtime.GC()
		return <-result
	}
}
