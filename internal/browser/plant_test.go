package browser

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// oddFields adds to a page what is no plain field: the boxes of a code, an editor,
// a form that submits itself, a field that is there anew after the first key, and one for
// phone numbers of its country.
const oddFields = `<script>addEventListener("DOMContentLoaded", () => {
	const add = (html) => { const d = document.createElement("div"); d.innerHTML = html; document.body.append(d); return d; };
	const code = add('<input aria-label="Code" maxlength="1"><input maxlength="1"><input maxlength="1"><input maxlength="1"><input maxlength="1"><input maxlength="1">');
	code.oninput = (e) => e.target.nextElementSibling?.focus();
	add('<div contenteditable aria-label="Story" style="min-height:1em"></div>');
	const anew = add('<label>Anew <input></label>');
	let left = 1;
	anew.oninput = () => { if (left-- > 0) anew.innerHTML = '<label>Anew <input></label>'; };
	add('<label>Home <input type="tel"></label>').oninput = (e) => {
		const d = e.target.value.replace(/\D/g, "").slice(0, 10).match(/(\d{0,3})(\d{0,3})(\d*)/);
		e.target.value = "(" + d[1] + ") " + d[2] + "-" + d[3];
	};
	add('<form action="/done"><label>Auto <input name="auto"></label></form>').querySelector("form").oninput = (e) => {
		if (e.target.value.length >= Number(new URLSearchParams(location.search).get("n"))) e.currentTarget.submit();
	};
})</script>`

// Each is planted in full, and the boxes of a code are fields of their own: a
// recording that shows one of them shows a part of the code.
func TestPlantsInOddFields(t *testing.T) {
	assets := posthogJS(t)
	hog := minihog.New(minihog.Options{Assets: assets})
	base := hogPage(t, hog, assets, snippet+oddFields)
	f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /?n=6
steps:
  - {fill: {label: Code}, plant: otp}
  - {fill: {label: Story}, plant: name}
  - {type: {label: Email}, plant: email}
  - {clear: {label: Email}}
  - {paste: {label: Email}, plant: email}
  - {autofill: {label: Email}, plant: email}
  - {fill: {label: Anew}, plant: phone}
  - {fill: {label: Home}, plant: phone}
  - {fill: {label: Auto}, plant: otp}
  - expect: {url: /done}
`), flow.Options{})
	require.NoError(t, err)
	set := canary.NewSet(1, "r1")
	values := map[int]canary.Canary{}
	for i, s := range f.Numbered() {
		if s.Plant != nil {
			values[i], err = set.Make("test", s.Plant.Kind, canary.Kind(s.Plant.Kind), false)
			require.NoError(t, err)
		}
	}
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1", Canary: func(_ string, i int, _ flow.Step) (canary.Canary, error) {
		return values[i], nil
	}})
	require.NoError(t, err)
	require.Len(t, trace.Plants, 6+7)
	stamps := map[string]bool{}
	for _, p := range trace.Plants {
		require.True(t, p.Entered, p.Field)
		stamps[p.Stamp] = true
	}
	require.Len(t, stamps, 13)
	require.Equal(t, `label "Code", box 2`, trace.Plants[1].Field)
}
