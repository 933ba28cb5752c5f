package replay

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestPageOutlivesTheEvent writes over the memory of each event after it was
// played, as a decoder does with the next one.
func TestPageOutlivesTheEvent(t *testing.T) {
	p := New("data-mp-1")
	for _, raw := range []string{
		page(el(5, "p", `"class":"c\u0061t","data-mp-1":"s"`, text(6, "plain")) + "," + el(7, "input", `"value":"v"`)),
		change(adds(add(5, "null", text(8, "esc\u0061ped"))), `"texts":[{"id":6,"value":"changed"}]`, `"attributes":[{"id":5,"attributes":{"title":"new","style":{"color":"red"}}}]`),
		`{"type":3,"data":{"source":5,"id":7,"text":"typed","isChecked":false}}`,
	} {
		ev, err := rrweb.Decode([]byte(raw))
		require.NoError(t, err)
		require.NoError(t, p.Apply("w", ev))
		copy(ev.JSON, bytes.Repeat([]byte{'X'}, len(ev.JSON)))
	}
	require.Equal(t, "body(p(changed escaped) input)", body(p))
	attributes := map[string]string{}
	for _, a := range p.windows["w"].nodes.get(5).Attr {
		attributes[a.Key] = a.Val
	}
	require.Equal(t, map[string]string{"class": "cat", "data-mp-1": "s", "title": "new", "style": "color: red"}, attributes)
	require.Equal(t, "typed", p.windows["w"].controls[7].value)
}
