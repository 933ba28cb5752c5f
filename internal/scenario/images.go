package scenario

import (
	"context"

	"github.com/maskproof/maskproof/internal/pixels"
	"github.com/maskproof/maskproof/internal/scan"
)

// imageFunc is a scan.ImageReader.
type imageFunc func(pictures [][]byte, limit int) []pixels.Page

func (f imageFunc) Read(_ context.Context, pictures [][]byte, limit int) []pixels.Page {
	return f(pictures, limit)
}

// untilEnd has pictures read until the run is interrupted. The strings of a
// recording that was fetched are read even then, but pictures take their time.
func untilEnd(run context.Context, r scan.ImageReader) scan.ImageReader {
	if r == nil {
		return nil
	}
	return imageFunc(func(pictures [][]byte, limit int) []pixels.Page { return r.Read(run, pictures, limit) })
}
