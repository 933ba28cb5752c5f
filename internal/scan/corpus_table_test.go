package scan

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// count adds up what was found, and what simpler ways find: grep on the stored
// file, and grep on the unpacked events.
func count(sums map[string]int, values *channels.Values, stored []byte, expected, missed, wrong []channels.Sight) {
	sums["recordings"]++
	sums["wrong"] += len(wrong)
	sums["expected"] += len(expected)
	sums["found"] += len(expected) - len(missed)
	if len(expected) == 0 {
		return
	}
	var unpacked bytes.Buffer
	for e, err := range recording.Read(bytes.NewReader(stored)) {
		if ev, derr := rrweb.Decode(e.JSON); err == nil && derr == nil {
			unpacked.Write(ev.JSON)
		}
	}
	for _, s := range expected {
		value := []byte(valueOf(values, s.Canary))
		if bytes.Contains(stored, value) {
			sums["grep"]++
		}
		if bytes.Contains(unpacked.Bytes(), value) {
			sums["unpacked"]++
		}
	}
}

func summary(sums map[string]int) string {
	of := func(key string) string {
		return fmt.Sprintf("%d of %d (%d %%)", sums[key], sums["expected"], 100*sums[key]/max(1, sums["expected"]))
	}
	return fmt.Sprintf("| %d recordings | leaks found | false alarms |\n| --- | --- | --- |\n| maskproof | %s | %d |\n"+
		"| grep on the stored file | %s | not counted |\n| unpack, then grep | %s | not counted |\n",
		sums["recordings"], of("found"), sums["wrong"], of("grep"), of("unpacked"))
}

// table is what the cells say, by channel and configuration.
type table map[string]map[string]string

func (rows table) note(v channels.Visit, expected, missed, wrong int) {
	row := rows[v.Channel.Name]
	if row == nil {
		row = map[string]string{}
		rows[v.Channel.Name] = row
	}
	switch {
	case wrong > 0:
		row[v.Config] = "**false alarm**"
	case missed > 0:
		row[v.Config] = "**missed**"
	case expected > 0:
		row[v.Config] = "found"
	case !v.Twin:
		row[v.Config] = v.Channel.Found(v.Config)
	}
}

func (rows table) markdown(list []*channels.Channel) string {
	var b strings.Builder
	b.WriteString("| channel | " + strings.Join(channels.Configurations(), " | ") + " |\n| --- |")
	b.WriteString(strings.Repeat(" --- |", len(channels.Configurations())) + "\n")
	for _, c := range list {
		fmt.Fprintf(&b, "| %s |", c.Title())
		for _, config := range channels.Configurations() {
			b.WriteString(" " + rows[c.Name][config] + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}
