package replay

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// FuzzApply holds that no order of events breaks the documents. The input is one
// event a line.
func FuzzApply(f *testing.F) {
	for _, events := range [][]string{
		{page(el(5, "iframe", `"data-mp-1-up1":""`)), change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+el(5, "html", "")+`]}`)))},
		{page(el(5, "ul", "")), change(adds(add(5, "6", el(6, "li", "")), add(6, "null", el(5, "p", ""))), `"removes":[{"parentId":4,"id":5}]`)},
		{page(""), change(adds(add(20, "21", el(21, "i", "")), add(21, "20", el(20, "b", ""))))},
		{page(el(5, "x", "", `{"type":2,"tagName":"i","isShadow":true,"id":4}`)), typed(5, "x")},
	} {
		var b bytes.Buffer
		for _, e := range events {
			b.WriteString(e + "\n")
		}
		f.Add(b.Bytes())
	}
	for _, name := range []string{"defaults/moved-node", "open/shadow-text", "open/srcdoc"} {
		var b bytes.Buffer
		for e, err := range recording.Read(bytes.NewReader(storedRecording(f, "recordings/"+name+".jsonl.zst"))) {
			require.NoError(f, err)
			b.Write(append(e.JSON, '\n'))
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		p := New("data-mp-1")
		for line := range bytes.Lines(in) {
			ev, err := rrweb.Decode(line)
			if err != nil {
				continue
			}
			p.Apply("w", ev)
			p.Field("w", "data-mp-1")
			for id := range int64(25) {
				p.Selector("w", id)
			}
			p.Runs("w", 64, func(run *Run) {
				if len(run.Parts) < 2 {
					t.Fatal("a run of one part")
				}
			})
			consistent(t, p)
		}
	})
}
