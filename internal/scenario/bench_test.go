package scenario_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// BenchmarkFlowsAtOnce runs the flows of the masked demo alone, one after the other, and
// then all at once: in "demo" as make demo does, where nothing is waited for and the flows
// share the processor, and in "staging" as users do, with an app that takes 100 ms for an
// answer and a PostHog that is waited for until it has stored all. "at-once" is what all
// take over the slowest alone, from the first step of any to the last one's verdict; the
// budget is 1.5. "verdict-ms" is from a flow's last step, alone, to its verdict: the
// recorder's flush, fetching and judging; without PostHog's own time, in "demo", the budget
// is a second.
func BenchmarkFlowsAtOnce(b *testing.B) {
	b.Run("demo", func(b *testing.B) { benchAtOnce(b, load(b, "demo-masked"), deps(b)) })
	b.Run("staging", func(b *testing.B) {
		s, d := load(b, "demo-masked"), deps(b)
		stage, err := scenario.NewStage(b.Context(), s, d, func(string) {})
		require.NoError(b, err)
		b.Cleanup(stage.Close)
		s.App = scenario.App{URL: slowly(b, stage.AppURL)}
		s.PostHog = scenario.PostHog{Host: stage.Host, Project: stage.Project, Key: stage.Key}
		d.Browser.HostMap = stage.HostMap
		benchAtOnce(b, s, d)
	})
}

func benchAtOnce(b *testing.B, s *scenario.Scenario, d scenario.Deps) {
	browsers := &scenario.Browsers{}
	b.Cleanup(browsers.Close)
	d.Lent = browsers
	all := s.Flows
	walk := func(flows ...string) *clock {
		c := &clock{stepped: map[string]time.Time{}}
		d.Notify, d.Out, s.Flows = c.note, b.TempDir(), flows
		result, _, err := scenario.Run(context.Background(), s, d)
		require.NoError(b, err)
		require.Equal(b, verify.VerdictMasked, result.Verdict)
		return c
	}
	walk(all...) // the first visit pays for caches
	var alone, together, verdict time.Duration
	for b.Loop() {
		var slowest time.Duration
		for _, f := range all {
			c := walk(f)
			slowest, verdict = max(slowest, c.took()), max(verdict, c.judged)
		}
		alone, together = alone+slowest, together+walk(all...).took()
	}
	b.ReportMetric(float64(alone.Milliseconds())/float64(b.N), "slowest-ms")
	b.ReportMetric(float64(together)/float64(alone), "at-once")
	b.ReportMetric(float64(verdict.Milliseconds()), "verdict-ms")
}

// slowly is the address of an app that takes its time for each answer of another.
func slowly(b *testing.B, app string) string {
	to, err := url.Parse(app)
	require.NoError(b, err)
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "127.0.0.1:" + to.Port()})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(100 * time.Millisecond)
		proxy.ServeHTTP(w, r)
	}))
	b.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	require.NoError(b, err)
	return "http://" + to.Hostname() + ":" + at.Port()
}

// clock takes the times of a run from its notes.
type clock struct {
	began, ended time.Time
	stepped      map[string]time.Time // when a flow's last step ended
	judged       time.Duration        // the longest from there to a verdict
}

func (c *clock) note(n scenario.Note) {
	switch {
	case n.Kind == scenario.NoteNow && n.Step == 1 && c.began.IsZero():
		c.began = n.Time
	case n.Kind == scenario.NoteStep:
		c.stepped[n.Flow] = n.Time
	case n.Kind == scenario.NoteDone:
		c.ended = n.Time
		c.judged = max(c.judged, n.Time.Sub(c.stepped[n.Flow]))
	}
}

func (c *clock) took() time.Duration { return c.ended.Sub(c.began) }
