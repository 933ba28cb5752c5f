package flow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// WriteTrace writes a trace as indented JSON, its times cut to milliseconds.
func WriteTrace(w io.Writer, t *Trace) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(inMilliseconds(*t)); err != nil {
		return fmt.Errorf("write trace of flow %s: %w", t.Flow, err)
	}
	return nil
}

// ReadTrace reads what WriteTrace wrote. A trace that is cut short, or has
// anything behind it, is an error: half a trace would hide plants.
func ReadTrace(r io.Reader) (*Trace, error) {
	dec := json.NewDecoder(r)
	var t Trace
	if err := dec.Decode(&t); err != nil {
		return nil, fmt.Errorf("read trace: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read trace: something follows it")
	}
	if t.Run == "" || t.Flow == "" {
		return nil, errors.New("read trace: no trace, run or flow is missing")
	}
	return &t, nil
}

// inMilliseconds is a copy of t whose lists are never null.
func inMilliseconds(t Trace) Trace {
	t.Started, t.Ended = milliseconds(t.Started), milliseconds(t.Ended)
	t.Steps = append([]StepTrace{}, t.Steps...)
	for i := range t.Steps {
		s := &t.Steps[i]
		s.Started, s.Ended = milliseconds(s.Started), milliseconds(s.Ended)
	}
	t.Plants = append([]PlantSite{}, t.Plants...)
	for i := range t.Plants {
		t.Plants[i].Time = milliseconds(t.Plants[i].Time)
	}
	t.Fields = append([]Field{}, t.Fields...)
	t.Markers = append([]Marker{}, t.Markers...)
	t.Recorder.Sessions = append([]string{}, t.Recorder.Sessions...)
	return t
}

func milliseconds(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
