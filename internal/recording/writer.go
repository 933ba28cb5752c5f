package recording

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// Writer writes a recording as PostHog stores it: one ["windowId", event] a
// line.
type Writer struct {
	w    io.Writer
	line []byte
}

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: w}
}

// Write writes one event, a JSON object as it was stored. White space between
// its tokens may change, nothing else. Each call is one write to the underlying
// writer.
func (w *Writer) Write(window string, event []byte) error {
	quoted, err := json.Marshal(window)
	if err != nil {
		return fmt.Errorf("write event: window id: %w", err)
	}
	value := append(jsontext.Value(nil), event...)
	if value.Kind() != '{' {
		return errors.New("write event: no JSON object")
	}
	if err := value.Compact(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	w.line = append(append(w.line[:0], '['), quoted...)
	w.line = append(append(append(w.line, ','), value...), "]\n"...)
	if _, err := w.w.Write(w.line); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	return nil
}
