package scenario_test

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
	"github.com/maskproof/maskproof/internal/record"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// typed is what the person of these tests types for each kind.
var typed = map[string]string{
	"email": "jane.miller@corp.example", "password": "correct horse 7", "name": "Jane Quincy Miller",
	"card": "4242424242424242", "cvc": "737",
}

// TestRecordedFlows: what a person does in the demo's sign-up and checkout, with
// mouse and keyboard, becomes flows that say the same of both shops as the shipped
// ones, and that hold nothing of what was typed.
func TestRecordedFlows(t *testing.T) {
	base := bareShop(t)
	b, err := browser.Launch(context.Background(), browser.Options{HostMap: []string{"MAP *.test 127.0.0.1"}, Naming: true})
	require.NoError(t, err)
	defer b.Close()
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"signup", "checkout"} {
		text := recorded(t, b, base, name)
		t.Log(text)
		for kind, value := range typed {
			require.NotContains(t, text, value, kind)
		}
		marks := lint.Flow(name+".yaml", []byte(text), scenario.FlowOptions(scenario.Deps{}))
		require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
		require.Empty(t, marks.Warnings, marks.Warnings.Long())
		require.NotRegexp(t, `/orders/\w`, text, "the number of an order is another one each time")
		files = append(files, filepath.Join(dir, name+".yaml"))
		require.NoError(t, os.WriteFile(files[len(files)-1], []byte(text), 0o644))
	}
	b.Close()

	for _, f := range walkedAll(t, "demo-masked", files) {
		require.Equal(t, verify.VerdictMasked, f.Verdict, "%s: %v", f.Name, f.Reasons)
	}
	require.Equal(t, knownLeaks("signup", "checkout"), leaksOf(t, walkedAll(t, "demo-leaky", files)))
}

func walkedAll(t *testing.T, name string, files []string) []verify.FlowResult {
	t.Helper()
	s := load(t, name)
	s.Flows = files
	result, _, err := scenario.Run(context.Background(), s, deps(t))
	require.NoError(t, err)
	for _, f := range result.Flows {
		require.Nil(t, f.Failure, "%s: %+v", f.Name, f.Failure)
	}
	return result.Flows
}

// recorded is the flow that is made while the steps of a shipped one are done.
func recorded(t *testing.T, b *browser.Browser, base, name string) string {
	t.Helper()
	data, err := flows.FS.ReadFile(name + ".yaml")
	require.NoError(t, err)
	f, err := flow.Parse(name+".yaml", data, flow.Options{})
	require.NoError(t, err)
	steps := slices.DeleteFunc(f.Steps, func(s flow.Step) bool { return s.Verb == flow.Checkpoint })
	for i := range steps {
		if plant := steps[i].Plant; plant != nil {
			steps[i].Plant, steps[i].Value = nil, typed[plant.Kind]
			require.NotEmpty(t, steps[i].Value, plant.Kind)
		}
	}
	var acts []browser.Act
	err = b.Watch(context.Background(), browser.WatchOptions{Start: base + f.Start, Drive: steps}, func(a browser.Act) { acts = append(acts, a) })
	require.NoError(t, err)
	made, notes := record.Flow(name, base+f.Start, acts)
	for _, note := range notes {
		require.Contains(t, note, "made-up expiry date", "all else is clear")
	}
	var text bytes.Buffer
	require.NoError(t, made.Write(&text))
	return text.String()
}

// bareShop serves the masked shop without a PostHog, and returns its address.
func bareShop(t *testing.T) string {
	t.Helper()
	var shop http.Handler
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { shop.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(u.Host)
	require.NoError(t, err)
	shop = demo.New(demo.Options{PostHog: "http://hog.test:" + port + "/none", Token: "phc_x", PayOrigin: "http://pay.cards.test:" + port})
	return strings.Join([]string{"http://shop.test", port}, ":")
}
