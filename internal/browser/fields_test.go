package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// Every field that a person could type into is seen, in every frame and shadow
// root, once a page; what nobody can type into is not.
func TestFieldsAreSeen(t *testing.T) {
	trace, err := walk(t, "", "/fields.html",
		flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{Label: "Inner"}}, Frames: flow.Frames{{Title: "other"}}},
		on(flow.Fill, flow.Locator{Label: "Coupon code"}, "x"),
		on(flow.Click, flow.Locator{Text: "Next"}, ""),
		flow.Step{Verb: flow.WaitFor, Condition: &flow.Condition{URL: "?next"}},
		flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{Label: "Inner"}}},
	)
	require.NoError(t, err)
	require.Zero(t, trace.FieldsMissed)
	var got []string
	for _, f := range trace.Fields {
		_, page, _ := strings.Cut(f.URL, "/fields")
		host, frame, _ := strings.Cut(strings.TrimPrefix(f.Frame, "http://"), ":")
		if frame != "" {
			frame = " in " + host
		}
		got = append(got, fmt.Sprintf("%s: %s%s, %s", page, f, frame, f.Type))
		require.NotContains(t, f.URL+f.Frame, "?")
		require.Empty(t, f.Planted)
	}
	require.ElementsMatch(t, []string{
		".html: Email, email", ".html: Coupon code, text", ".html: Newsletter, text", ".html: Digit, text", ".html: Digit (2nd), text",
		".html: Remarks, textarea", ".html: Story, rich text", `.html: name "q", search`, `.html: name "by-mouse", text`, ".html: Open, text", ".html: Shut, text",
		".html: Open (2nd), text", ".html: Plain, text", ".html: Inner in app.test, text", ".html: Inner in other.test, text",
		"-inner.html: Inner, text",
	}, got)
}

// What a plant goes into is noted at once, in whichever frame it stands.
func TestPlantedFieldsAreNoted(t *testing.T) {
	r, close := openRun(t, "/fields.html")
	defer close()
	ctx := context.Background()
	for _, at := range []struct {
		in flow.Frames
		l  flow.Locator
	}{{nil, flow.Locator{Label: "Shut"}}, {flow.Frames{{Title: "other"}}, flow.Locator{Label: "Inner"}}, {nil, flow.Locator{Label: "Story"}}} {
		var e element
		require.NoError(t, poll(ctx, grace, func() (err error) {
			e, err = r.tab.locate(ctx, at.in, at.l)
			return err
		}))
		r.seePlanted(ctx, e, "test."+at.l.Label)
	}
	r.see(ctx)
	planted := map[string]string{}
	for _, f := range r.trace.Fields {
		if f.Planted != "" {
			planted[f.Name+" "+strings.Split(f.Frame+":", ":")[0]+strings.TrimPrefix(strings.Split(f.Frame+"::", ":")[1], "//")] = f.Planted
		}
	}
	require.Equal(t, map[string]string{"Shut ": "test.Shut", "Inner httpother.test": "test.Inner", "Story ": "test.Story"}, planted)
}

func TestAReRenderedFieldIsTheSame(t *testing.T) {
	list := flow.Covered(nil, flow.Field{Name: "A", By: "label", Nth: 1, Type: "password", URL: "u", Planted: "x.a"}, flow.Field{Name: "A", By: "label", Nth: 2, URL: "u"})
	list = flow.Covered(list, flow.Field{Name: "A", By: "label", Nth: 1, Type: "text", URL: "u"})
	require.Len(t, list, 2)
	require.Equal(t, "x.a", list[0].Planted)
	list = flow.Covered(list, flow.Field{Name: "A", By: "label", Nth: 2, URL: "u", Planted: "x.b"})
	require.Equal(t, "x.b", list[1].Planted)
}

// openRun is a run that stands on a page of testdata.
func openRun(t *testing.T, page string) (*run, func()) {
	t.Helper()
	ctx := context.Background()
	b := sharedBrowser(t)
	tab, err := b.openTab(ctx)
	require.NoError(t, err)
	r := &run{browser: b, tab: tab, opts: RunOptions{}.withDefaults(), trace: &flow.Trace{}}
	base, err := url.Parse("http://app.test:" + serve(t, files()))
	require.NoError(t, err)
	require.NoError(t, tab.open(ctx, base, page))
	return r, tab.cancel
}
