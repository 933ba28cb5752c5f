package cli

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/scenario"
)

// say writes a line for the person to standard error; with --quiet only an error.
func (p *Process) say(level slog.Level, text string) {
	switch {
	case p.output.quiet && level < slog.LevelError:
	case p.output.log == "json":
		p.log(level, p.Now(), "", 0, text)
	default:
		fmt.Fprintln(p.Stderr, text)
	}
}

// fail shows an error that no report tells.
func (p *Process) fail(err error) {
	text := explain(err)
	switch {
	case text == "":
	case p.output.log == "json":
		p.say(slog.LevelError, strings.TrimPrefix(text, "maskproof: "))
	default:
		p.say(slog.LevelError, text)
	}
}

// warn shows what the person should look after.
func (p *Process) warn(text string) {
	if p.output.log != "json" {
		text = "maskproof: warning: " + text
	}
	p.say(slog.LevelWarn, text)
}

// log writes one JSON object. What an object has beyond the promised keys are attrs.
func (p *Process) log(level slog.Level, at time.Time, flow string, step int, text string, attrs ...slog.Attr) {
	h := slog.NewJSONHandler(p.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: logKey})
	r := slog.NewRecord(at, level, text, 0)
	r.AddAttrs(slog.String("flow", flow), slog.Int("step", step))
	r.AddAttrs(attrs...)
	_ = h.Handle(context.Background(), r) // a lost progress line is no reason to stop a run
}

// logKey gives slog's own keys and levels the names that the help promises.
func logKey(groups []string, a slog.Attr) slog.Attr {
	switch {
	case a.Key == slog.MessageKey:
		a.Key = "message"
	case a.Key == slog.LevelKey:
		level := strings.ToLower(a.Value.String())
		a.Value = slog.StringValue(strings.Replace(level, "warn", "warning", 1))
	}
	return a
}

// logNotes takes the notes of a run as JSON objects.
func (p *Process) logNotes(name string) func(scenario.Note) {
	return func(n scenario.Note) {
		level := slog.LevelInfo
		switch n.Kind {
		case scenario.NoteWarning:
			level = slog.LevelWarn
		case scenario.NoteNow:
			level = slog.LevelDebug
		}
		if level == slog.LevelDebug && !p.output.verbose {
			return
		}
		attrs := []slog.Attr{slog.String("scenario", name)}
		if n.Step > 0 {
			attrs = append(attrs, slog.Int("steps", n.Steps), slog.String("action", n.Action))
		}
		if n.Kind == scenario.NoteStep {
			attrs = append(attrs, slog.Int64("took_ms", n.Took.Milliseconds()))
		}
		if n.Wait > 0 {
			attrs = append(attrs, slog.Int64("waited_ms", n.Waited.Milliseconds()), slog.Int64("wait_ms", n.Wait.Milliseconds()))
		}
		if n.Verdict != "" {
			attrs = append(attrs, slog.String("verdict", string(n.Verdict)))
		}
		p.log(level, n.Time, n.Flow, n.Step, n.Text, attrs...)
	}
}
