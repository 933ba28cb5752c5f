package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
)

func TestScanMemoryLimitsLargeEvents(t *testing.T) {
	const mib = 1 << 20
	limit := func() int64 { return debug.SetMemoryLimit(-1) }
	before := limit()
	m := newScanMemory(2)
	defer m.end()
	first, second := m.worker(), m.worker()
	workers := int64(heapFloor + 2*scanBase)

	first(mib - 1)
	require.Equal(t, before, limit(), "small events need none")
	first(2 * mib)
	require.Equal(t, workers+4*2*mib, limit())
	second(3 * mib)
	require.Equal(t, workers+4*5*mib, limit(), "both are in memory")
	first(10)
	require.Equal(t, workers+4*3*mib, limit())
	m.end()
	require.Equal(t, before, limit())
}

func TestScanMemoryKeepsTheUsersLimit(t *testing.T) {
	const users = 100 << 20
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(users))
	m := newScanMemory(1)
	m.worker()(50 << 20)
	require.EqualValues(t, users, debug.SetMemoryLimit(-1))
	m.end()
	require.EqualValues(t, users, debug.SetMemoryLimit(-1))
}

// A scan tells of its large event: the limit holds when the file that ends with it does.
func TestScanLimitsItsMemory(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	for _, size := range []int{1000, 2 * largeEvent} {
		path := filepath.Join(t.TempDir(), "large.jsonl")
		line := `["w",{"type":5,"timestamp":1,"data":{"tag":"x","payload":"` + strings.Repeat("ordinary words ", size/15) + `"}}]`
		require.NoError(t, os.WriteFile(path, []byte(line), 0o600))
		limit, job := before, jobWith(1)
		job.progress.ended = func(string) { limit = debug.SetMemoryLimit(-1) }
		_, err := job.all(t.Context(), []recording.File{{Name: "large", Path: path}}, nil)
		require.NoError(t, err)
		require.Equal(t, size > largeEvent, limit < before, "%d bytes", size)
		require.Equal(t, before, debug.SetMemoryLimit(-1))
	}
}

// BenchmarkScanLargeString scans an event that is one string: escapes of all kinds, one in
// another, of which what it shows is several times as large; base64 of what is no text, of
// which it is a million short readings; hexadecimal digits, of which each way to read them is
// as large. The budget of memory is 64 MiB, with the program
// itself, and four times the event; heapFloor is never touched.
func BenchmarkScanLargeString(b *testing.B) {
	random := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(random)
	for name, text := range map[string]string{
		"escapes": strings.Repeat(`a=3Dq %2541 {\"a\":1} %41bc&amp;x \\u0041bc q=1&z=2 plain text `, 5<<20/64),
		"hex":     hex.EncodeToString([]byte(strings.Repeat("ordinary words of a page, and 7 more ", 4<<20/37))),
		"base64":  base64.StdEncoding.EncodeToString(random),
	} {
		b.Run(name, func(b *testing.B) { scanString(b, text) })
	}
}

func scanString(b *testing.B, text string) {
	line := `["w",{"type":5,"timestamp":1,"data":{"tag":"x","payload":"` + text + `"}}]` + "\n"
	path := filepath.Join(b.TempDir(), "large.jsonl")
	require.NoError(b, os.WriteFile(path, []byte(line), 0o600))
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		debug.FreeOSMemory()
		peak := peakMemory()
		whole, err := jobWith(1).all(b.Context(), []recording.File{{Name: "large", Path: path}}, &bytes.Buffer{})
		require.NoError(b, err)
		require.Equal(b, 1, whole.Events, fmt.Sprint(whole.Unscanned))
		b.ReportMetric(float64(peak()-heapFloor)/(1<<20), "peak-MiB")
		b.ReportMetric(float64(64<<20+4*len(line))/(1<<20), "budget-MiB")
	}
}

// peakMemory samples what Go holds, in bytes, until it is asked for the most of it.
func peakMemory() func() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	stop, result := make(chan struct{}), make(chan int64)
	go func() {
		high := int64(0)
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			metrics.Read(sample)
			high = max(high, int64(sample[0].Value.Uint64()-sample[1].Value.Uint64()))
			select {
			case <-tick.C:
			case <-stop:
				result <- high
				return
			}
		}
	}()
	return func() int64 { close(stop); return <-result }
}
