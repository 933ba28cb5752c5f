package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/maskproof/maskproof/internal/verify"
)

// Slack's limits for a message (docs.slack.dev, Block Kit: section, header).
const (
	mostSlackBlocks = 50
	mostSlackText   = 3000 // characters
	mostSlackLines  = 10   // of one kind of change; the rest stands in the report
	mostSlackLine   = 500  // characters
)

type slackMessage struct {
	Text   string       `json:"text"` // for notifications
	Blocks []slackBlock `json:"blocks"`
}

type slackBlock struct {
	Type string    `json:"type"`
	Text slackText `json:"text"`
}

type slackText struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Verbatim bool   `json:"verbatim"` // no links and names are made of what looks like one
}

// Slack writes what [Changes] says as a message for a webhook of Slack, one JSON
// object; before may be nil. It writes nothing at all where nothing changed.
func Slack(w io.Writer, r, before *verify.Result) error {
	c := Compare(before, r)
	if !c.Any(r) {
		return nil
	}
	title := headline(r, c)
	m := newSlackMessage(title, inWords(r))
	for _, part := range c.parts(r) {
		m.add(part)
	}
	return m.write(w)
}

// SlackNotRun writes a message for a scenario that could not begin, so that nobody
// takes silence for an unchanged result. Why stands in the log alone: an error may
// name what a chat should not hold.
func SlackNotRun(w io.Writer, scenario string) error {
	m := newSlackMessage("? "+scenario+": did not run", "The run could not begin, so nothing is proven. The log of the job says why.")
	return m.write(w)
}

func newSlackMessage(title, words string) *slackMessage {
	m := &slackMessage{Text: slackClip(title, mostSlackText)}
	m.section("*" + slackClip(title, mostSlackLine) + "*\n" + slackClip(words, mostSlackLine))
	return m
}

// add gives a kind of change a section, with as many lines as fit.
func (m *slackMessage) add(part changePart) {
	text := "*" + slackClip(part.title, mostSlackLine) + "*"
	for i, line := range part.lines {
		next := "\n• " + slackClip(line, mostSlackLine)
		if i == mostSlackLines || len([]rune(text+next)) > mostSlackText-40 {
			text += fmt.Sprintf("\n… and %d more", len(part.lines)-i)
			break
		}
		text += next
	}
	m.section(text)
}

func (m *slackMessage) section(text string) {
	if len(m.Blocks) < mostSlackBlocks {
		m.Blocks = append(m.Blocks, slackBlock{"section", slackText{"mrkdwn", text, true}})
	}
}

func (m *slackMessage) write(w io.Writer) error {
	data, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode slack message: %w", err)
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("write slack message: %w", err)
	}
	return nil
}

// slackClip is foreign text on one line of a message, escaped (docs.slack.dev,
// Formatting: &, < and >) and without marks that format it, of at most so many
// characters after that.
func slackClip(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range clean(s) {
		piece := slackRune(r)
		if n += len([]rune(piece)); n >= most {
			return b.String() + "…"
		}
		b.WriteString(piece)
	}
	return b.String()
}

// slackRune writes a character so that it is only a character. A zero-width space
// after what begins formatting keeps it from doing so.
func slackRune(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '*', '_', '~', '`':
		return string(r) + "\u200b"
	}
	return string(r)
}
