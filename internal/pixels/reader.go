package pixels

import (
	"context"
	"errors"
	"runtime"
	"sync"
)

// Options says with what to read. The zero value reads codes and no text.
type Options struct {
	Tesseract string  // path of the program; "": text is not read, and every page says so
	Run       Command // nil runs the program
}

// Reader reads pictures. It may be used by several goroutines at once.
type Reader struct{ opts Options }

// New returns a reader.
func New(opts Options) *Reader {
	if opts.Run == nil {
		opts.Run = runProgram
	}
	return &Reader{opts}
}

// Page is what a picture shows.
type Page struct {
	Texts []Text

	// Err says why not all of it was read: one of this package's errors, or nil.
	// What was read stands in Texts all the same.
	Err error

	// Counted says that the picture counts against the limit of Read: it was read,
	// and is not like another one, blank or broken.
	Counted bool
}

// Text is one text in a picture.
type Text struct {
	Via  string // "ocr", or the kind of code: "qr", "datamatrix", "code128", …
	Text string
}

// Why a picture was not looked at.
var (
	ErrLimit       = errors.New("the recording has more pictures than are read of one")
	ErrInterrupted = errors.New("reading was interrupted")
)

// Read reads a batch of pictures, several at once, and returns their pages in
// the same order. At most limit pictures that differ are read in full; the
// others, in the order of the batch, have ErrLimit.
func (r *Reader) Read(ctx context.Context, pictures [][]byte, limit int) []Page {
	pages := make([]Page, len(pictures))
	sketches := make([]sketch, len(pictures))
	each(len(pictures), func(i int) { sketches[i], pages[i] = look(ctx, pictures[i]) })
	first := make([]int, len(pictures)) // picture that shows the same
	var differ []int
	for i := range pictures {
		first[i] = i
		if sketches[i].means == nil {
			continue
		}
		if j, ok := sameAs(sketches, differ, i); ok {
			first[i] = j
			continue
		}
		if limit--; limit < 0 {
			pages[i].Err = ErrLimit
		}
		differ = append(differ, i)
	}
	each(len(differ), func(i int) {
		if at := differ[i]; pages[at].Err == nil {
			pages[at] = r.page(ctx, pictures[at])
		}
	})
	for i, j := range first {
		if i != j {
			pages[i] = pages[j]
			pages[i].Counted = false
			if pages[i].Err == nil {
				pages[i].Err = onlyFirst(pictures[i])
			}
		}
	}
	return pages
}

func sameAs(sketches []sketch, earlier []int, i int) (int, bool) {
	for _, j := range earlier {
		if sketches[i].same(sketches[j]) {
			return j, true
		}
	}
	return 0, false
}

// look decodes a picture to see whether it needs to be read; if not, there is no
// sketch.
func look(ctx context.Context, data []byte) (sketch, Page) {
	if ctx.Err() != nil {
		return sketch{}, Page{Err: ErrInterrupted}
	}
	img, err := open(data)
	if err != nil {
		return sketch{}, Page{Err: err}
	}
	g := grayOf(img)
	if blank(g) {
		return sketch{}, Page{Err: onlyFirst(data)}
	}
	return sketchOf(g), Page{}
}

// page reads one picture. It is decoded once more, so that no batch has to be
// held in memory as pixels.
func (r *Reader) page(ctx context.Context, data []byte) Page {
	img, err := open(data)
	if err != nil {
		return Page{Err: err}
	}
	g := grayOf(img)
	p := Page{Texts: codes(g), Err: onlyFirst(data), Counted: true}
	text, err := r.ocr(ctx, g)
	if err != nil {
		p.Err = err
	}
	if text != "" {
		p.Texts = append(p.Texts, Text{Via: "ocr", Text: text})
	}
	return p
}

func onlyFirst(data []byte) error {
	if animated(data) {
		return ErrAnimated
	}
	return nil
}

// each calls work for 0 to n-1 on as many goroutines as there are processors.
func each(n int, work func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
