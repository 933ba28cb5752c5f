package cli

import (
	"io"
	"log/slog"
	"os"

	"github.com/maskproof/maskproof/internal/live"
	"github.com/maskproof/maskproof/internal/recording"
)

// scanProgress takes how far a scan is. Its functions may be called from several
// goroutines at once; nil ones are left out.
type scanProgress struct {
	begun func(file string)
	read  func(bytes int)
	ended func(file string)
}

// followScan returns who takes the progress of a scan, and what to call at its end;
// stopped says that not all was read.
func (p *Process) followScan(files []recording.File) (take scanProgress, end func(stopped bool)) {
	switch {
	case p.live():
		return p.followScanLive(files)
	case p.output.verbose:
		take.ended = func(file string) { p.say(slog.LevelDebug, "read "+oneLine(file)) }
	}
	return take, func(bool) {}
}

func (p *Process) followScanLive(files []recording.File) (take scanProgress, end func(bool)) {
	scan := &live.Scan{Look: p.look(), Started: p.Now(), Total: len(files), Size: sizeOf(files)}
	s, closed := p.screen(scan)
	take = scanProgress{
		begun: func(file string) { s.Do(func() { scan.File = file }) },
		read:  func(bytes int) { s.Do(func() { scan.Bytes += int64(bytes) }) },
		ended: func(string) { s.Do(func() { scan.Files++ }) },
	}
	return take, func(stopped bool) {
		closed(func() { scan.Ended, scan.Stopped = p.Now(), stopped })
	}
}

// sizeOf is the bytes of all files; 0 where that is not known of each.
func sizeOf(files []recording.File) int64 {
	var sum int64
	for _, f := range files {
		info, err := os.Stat(f.Path)
		if f.Path == recording.Stdin || err != nil || !info.Mode().IsRegular() {
			return 0
		}
		sum += info.Size()
	}
	return sum
}

// of has r counted while it is read.
func (s scanProgress) of(r io.Reader) io.Reader {
	if s.read == nil {
		return r
	}
	return &counted{r, s.read}
}

type counted struct {
	io.Reader
	read func(bytes int)
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.read(n)
	return n, err
}

func tell(f func(string), file string) {
	if f != nil {
		f(file)
	}
}
