package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/maskproof/maskproof/internal/record"
	"github.com/maskproof/maskproof/internal/scaffold"
)

// fileWriter writes the files of init below the working directory.
type fileWriter struct {
	out   io.Writer
	force bool
}

func (w *fileWriter) flow(p record.Proposal) error {
	var text bytes.Buffer
	if err := p.Flow.Write(&text); err != nil {
		return err
	}
	note := fmt.Sprintf("%d plants on %s", p.Plants, oneLine(p.Page))
	switch p.Plants {
	case 0:
		note = "no form was found: it is yours to go on with"
	case 1:
		note = "1 plant on " + oneLine(p.Page)
	}
	return w.put("flows/"+p.Flow.Name+".yaml", text.Bytes(), false, note)
}

func (w *fileWriter) file(f scaffold.File) error {
	note := ""
	if f.Shared {
		lines := strings.SplitN(string(f.Data), "\n", 2)
		note = "add to it: " + strings.Join(strings.Fields(lines[len(lines)-1]), " ")
	}
	return w.put(f.Path, f.Data, f.Shared, note)
}

// put writes a file, unless it is there: then it stays, which is said.
func (w *fileWriter) put(path string, data []byte, shared bool, note string) error {
	file := filepath.FromSlash(path)
	old, err := os.ReadFile(file)
	switch {
	case err == nil && bytes.Equal(old, data):
		return w.say("same", path, "")
	case err == nil && shared:
		return w.say("kept", path, note)
	case err == nil && !w.force:
		return w.say("kept", path, "it was there already; --force writes it anew")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return err
	}
	if shared {
		note = ""
	}
	return w.say("wrote", path, note)
}

func (w *fileWriter) say(what, path, note string) error {
	_, err := fmt.Fprintln(w.out, strings.TrimRight(fmt.Sprintf("%-5s  %-42s  %s", what, path, note), " "))
	return err
}
