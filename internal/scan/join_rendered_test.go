package scan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRendered(t *testing.T) {
	const long = "one two three four five six seven eight nine ten eleven twelve thirteen "
	tests := []struct{ name, body, want string }{
		{"the line around it", `<p>Thank you, <b>{Bofadoruv Kitenamos}</b>, we wrote to <i>{qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com}</i></p>`, "Thank you, ‹name›, we wrote to ‹email›"},
		{"about eighty characters", `<p>` + long + `<b>{Bofadoruv Kitenamos}</b> ` + long + `</p>`, "n eight nine ten eleven twelve thirteen ‹name› one two three four five six seven eight"},
		{"of an attribute", `<div><p>Hello <a title="{Bofadoruv Kitenamos}">you</a> there</p></div>`, "Hello you there"},
		{"split in the same block", `<p>pay <b>{4242}</b>{4242}<b>{4242}</b>{4242} <i>{Bofadoruv Kitenamos}</i></p>`, "pay ‹card› ‹name›"},
		{"only behind a view", `<p>see Qm9mYWRvcnV2IEtpdGVuYW1vcw <i title="{Bofadoruv%20Kitenamos}">me</i> &amp;#66;ofadoruv Kitenamos</p>`, ""},
	}
	for _, tt := range tests {
		s := newStage(t, false).page(tt.body)
		got := ""
		for _, f := range s.scan().Findings {
			if f.Canary == "name" {
				got = f.Rendered
			}
			require.NotContains(t, f.Rendered, "Kitenamos")
			require.NotContains(t, f.Rendered, "4242")
		}
		require.Equal(t, tt.want, got, tt.name)
	}
}

func TestRenderedRevealed(t *testing.T) {
	s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy(), Reveal: true})
	require.NoError(t, err)
	st := newStage(t, false).page(`<p>Thank you, <b>{Bofadoruv Kitenamos}</b>!</p>`)
	f := s.Event(0, "w", st.events[0])
	require.Len(t, f, 1)
	require.Equal(t, "Thank you, Bofadoruv Kitenamos!", f[0].Rendered)
}
