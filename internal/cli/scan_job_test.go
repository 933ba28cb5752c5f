package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
)

// folderOf writes a folder of recordings and lists its files; each third one
// leaks, each fourth one breaks off.
func folderOf(tb testing.TB, files, events int) []recording.File {
	dir := tb.TempDir()
	for i := range files {
		var b bytes.Buffer
		fmt.Fprintf(&b, `["w%d",{"type":2,"timestamp":0,"data":{"node":{"type":0,"id":1,"childNodes":[]}}}]`+"\n", i)
		for n := range events {
			text := fmt.Sprintf("an ordinary text of row %d, no. %d", n, i)
			if n == i && i%3 == 0 {
				text = "for quxbarblee@example.com"
			}
			fmt.Fprintf(&b, `["w%d",{"type":3,"timestamp":%d,"data":{"source":0,"texts":[{"id":%d,"value":%q}],"adds":[],"removes":[],"attributes":[]}}]`+"\n", i, n, n%50, text)
		}
		if i%4 == 0 {
			b.WriteString(`["w",{"ty`)
		}
		require.NoError(tb, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.jsonl", i)), b.Bytes(), 0o600))
	}
	found, err := recording.Find([]string{dir})
	require.NoError(tb, err)
	return found
}

func jobWith(workers int) *scanJob {
	return &scanJob{
		canaries: []canary.Canary{{ID: "email", Kind: canary.Email, Value: "quxbarblee@example.com"}},
		policy:   scan.DefaultPolicy(), workers: workers, now: time.Now,
	}
}

// TestScanIsTheSameInParallel holds that the report does not tell how many files
// were read at the same time.
func TestScanIsTheSameInParallel(t *testing.T) {
	files := folderOf(t, 25, 40)
	var reports []string
	for _, workers := range []int{0, 1, 2, 8, 100} {
		whole, err := jobWith(workers).all(t.Context(), files, nil)
		require.NoError(t, err)
		require.Len(t, whole.Findings, 9)
		require.Len(t, whole.Unscanned, 7)
		var b strings.Builder
		require.NoError(t, report.ScanJSON(&b, whole))
		reports = append(reports, b.String())
	}
	for _, r := range reports {
		require.Equal(t, reports[0], r)
	}
}

// waits is a standard input on which nothing ever comes.
type waits struct{ asked, never chan struct{} }

func (w waits) Read([]byte) (int, error) {
	close(w.asked)
	<-w.never
	return 0, io.EOF
}

// TestScanLeavesAWaitingInputBehind: an interrupt ends a scan of a standard input that
// says nothing, and what was not read is told.
func TestScanLeavesAWaitingInputBehind(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	stdin := waits{make(chan struct{}), make(chan struct{})}
	defer close(stdin.never)
	done := make(chan *scan.Report)
	go func() {
		whole, _ := jobWith(1).all(ctx, []recording.File{{Name: "standard input", Path: recording.Stdin}}, stdin)
		done <- whole
	}()
	<-stdin.asked
	interrupt()
	select {
	case whole := <-done:
		require.Len(t, whole.Unscanned, 1)
		require.Equal(t, "not read to its end: interrupted", whole.Unscanned[0].Reason)
	case <-time.After(30 * time.Second):
		t.Fatal("the scan waits for its input")
	}
}

// BenchmarkScanFolder scans a folder on one core, and on all with one worker each.
func BenchmarkScanFolder(b *testing.B) {
	files := folderOf(b, 4*runtime.NumCPU(), 20_000)
	for _, cores := range []int{1, runtime.NumCPU()} {
		b.Run(fmt.Sprintf("cores=%d", cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			for b.Loop() {
				whole, err := jobWith(cores).all(b.Context(), files, nil)
				require.NoError(b, err)
				b.SetBytes(whole.Bytes)
			}
		})
	}
}
