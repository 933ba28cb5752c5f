package pixels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os/exec"
	"strings"
	"time"
)

// Why the text of a picture was not read.
var (
	ErrNoTesseract = errors.New("its text was not read: tesseract is not installed (Debian and Ubuntu: apt-get install tesseract-ocr)")
	ErrTesseract   = errors.New("tesseract failed on it")
	ErrSlow        = errors.New("tesseract took longer than a minute on it")
)

const (
	slow       = time.Minute // a whole 4K screen takes some seconds
	mostText   = 1 << 20     // bytes; a page has some thousand
	fewForTwo  = 2_500_000   // pixels; larger pictures come from screens of double density
	sparseText = "11"        // Tesseract's page segmentation: text anywhere, in no order
)

// Command runs a program with input and returns what it prints.
type Command func(ctx context.Context, path string, args []string, input []byte) ([]byte, error)

// ocr reads the printed text in a picture.
func (r *Reader) ocr(ctx context.Context, g *image.Gray) (string, error) {
	if r.opts.Tesseract == "" {
		return "", ErrNoTesseract
	}
	g = flatten(g)
	if g.Rect.Dx()*g.Rect.Dy() <= fewForTwo {
		g = enlarge(g)
	}
	limited, cancel := context.WithTimeout(ctx, slow)
	defer cancel()
	out, err := r.opts.Run(limited, r.opts.Tesseract, []string{"stdin", "stdout", "--psm", sparseText}, pgm(g))
	switch {
	case ctx.Err() != nil:
		return "", ErrInterrupted
	case limited.Err() != nil:
		return "", ErrSlow
	case err != nil:
		return "", ErrTesseract
	}
	return strings.ToValidUTF8(string(out), ""), nil
}

// pgm writes a picture as a portable graymap (netpbm, PGM), which needs no
// compression.
func pgm(g *image.Gray) []byte {
	b := bytes.NewBuffer(make([]byte, 0, len(g.Pix)+32))
	fmt.Fprintf(b, "P5 %d %d 255\n", g.Rect.Dx(), g.Rect.Dy())
	b.Write(g.Pix)
	return b.Bytes()
}

// runProgram keeps Tesseract to one thread: the pictures are what runs in
// parallel.
func runProgram(ctx context.Context, path string, args []string, input []byte) ([]byte, error) {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(cmd.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = bytes.NewReader(input)
	cmd.WaitDelay = time.Second
	out := &limitedBuffer{}
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run %s: %w", path, err)
	}
	return out.text, nil
}

// limitedBuffer takes mostText bytes and refuses the rest.
type limitedBuffer struct{ text []byte }

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if len(b.text)+len(p) > mostText {
		return 0, errors.New("too much text")
	}
	b.text = append(b.text, p...)
	return len(p), nil
}
