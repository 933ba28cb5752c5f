//go:build unix

package cli

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/scan"
)

// A named pipe is interrupted while nobody has opened its other end, and while whoever
// did writes nothing more.
func TestScanOfPipeIsInterrupted(t *testing.T) {
	for _, written := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "pipe.jsonl")
		require.NoError(t, syscall.Mkfifo(path, 0o600))
		ctx, interrupt := context.WithCancel(t.Context())
		done := make(chan *scan.Report, 1)
		go func() {
			whole, _ := jobWith(1).all(ctx, []recording.File{{Name: "pipe", Path: path}}, nil)
			done <- whole
		}()
		if written {
			w, err := os.OpenFile(path, os.O_WRONLY, 0) // waits for the reader
			require.NoError(t, err)
			defer w.Close()
			_, err = w.WriteString(`["w",{"type":5,"timestamp":1,"data":{"tag":"x","payload":"y"}}]` + "\n")
			require.NoError(t, err)
		}
		interrupt()
		select {
		case whole := <-done:
			require.Len(t, whole.Unscanned, 1)
			require.Contains(t, whole.Unscanned[0].Reason, "interrupted")
		case <-time.After(20 * time.Second):
			t.Fatal("it is still being read")
		}
	}
}
