package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// Options says what to record and with what.
type Options struct {
	Dir    string // the folder of package channels; recordings go below it
	Assets *minihog.Assets
	Chrome string           // "" searches
	Only   []string         // names of channels; none means all
	Now    func() time.Time // nil means time.Now
	Log    func(string)     // takes one line a channel; nil is silence
}

// atOnce is how many pages are recorded at a time.
const atOnce = 2

// recorder is one run of Record.
type recorder struct {
	Options
	site    *site
	browser *browser.Browser
	values  *channels.Values
}

// Record walks every page and writes what PostHog would store of it. It goes on
// after a page that could not be recorded, and returns all their errors.
func Record(ctx context.Context, o Options) error {
	list, err := channels.Load(os.DirFS(o.Dir))
	if err != nil {
		return err
	}
	values, err := channels.NewValues()
	if err != nil {
		return err
	}
	if o.Log == nil {
		o.Log = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	r := &recorder{Options: o, values: values}
	if r.site, err = newSite(list, values, o.Assets); err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve the pages: %w", err)
	}
	server := &http.Server{Handler: r.site}
	go server.Serve(ln)
	defer server.Close()
	r.browser, err = browser.Launch(ctx, browser.Options{Chrome: o.Chrome, HostMap: []string{"MAP * " + ln.Addr().String()}})
	if err != nil {
		return err
	}
	defer r.browser.Close()
	return r.all(ctx, list)
}

// all records the channels, a few at a time.
func (r *recorder) all(ctx context.Context, list []*channels.Channel) error {
	todo := make(chan *channels.Channel)
	var (
		workers sync.WaitGroup
		mu      sync.Mutex
		failed  []error
	)
	for range atOnce {
		workers.Go(func() {
			for c := range todo {
				err := r.channel(ctx, c)
				mu.Lock()
				if err != nil {
					failed = append(failed, fmt.Errorf("channel %s: %w", c.Name, err))
				}
				r.Log(c.Name)
				mu.Unlock()
			}
		})
	}
	for _, c := range list {
		if ctx.Err() == nil && (len(r.Only) == 0 || slices.Contains(r.Only, c.Name)) {
			todo <- c
		}
	}
	close(todo)
	workers.Wait()
	if err := errors.Join(append(failed, ctx.Err())...); err != nil {
		return err
	}
	return r.writeManifest(len(list))
}

// channel walks a page under each configuration, and its twin, one after the other
// in one tab: each has a host and so a session of its own.
func (r *recorder) channel(ctx context.Context, c *channels.Channel) error {
	f := &flow.Flow{Name: c.Name, File: c.Name + ".html"}
	for _, v := range c.Visits() {
		steps, err := v.Steps(r.values)
		if err != nil {
			return err
		}
		f.Steps = append(f.Steps, steps...)
	}
	f.Start, f.Steps = f.Steps[0].Value, f.Steps[1:]
	trace, err := r.browser.Run(ctx, f, browser.RunOptions{RunID: "corpus", Record: true})
	switch {
	case err != nil:
		return err
	case !trace.Recorder.Flushed:
		return errors.New("the end of the recording was not uploaded")
	case trace.Recorder.Failed > 0:
		return fmt.Errorf("%d uploads failed", trace.Recorder.Failed)
	}
	for _, v := range c.Visits() {
		events := r.stored(v, trace.Recorder.Sessions)
		if len(events) == 0 {
			return fmt.Errorf("nothing was recorded of %s", v.Address())
		}
		if err := r.write(v.Recording(), events); err != nil {
			return err
		}
	}
	return nil
}

// stored is what the visit's PostHog has of its page, among the sessions of a tab.
func (r *recorder) stored(v channels.Visit, sessions []string) []byte {
	var events []byte
	for _, session := range sessions {
		stored := r.site.posthog[v.Config].Stored(session)
		if bytes.Contains(stored, []byte(`"href":"`+v.Address())) {
			events = append(events, stored...)
		}
	}
	return events
}

func (r *recorder) write(name string, events []byte) error {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer w.Close()
	file := filepath.Join(r.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, w.EncodeAll(events, nil), 0o644)
}

// chrome is the major version in a user agent.
func chrome(agent string) string {
	_, rest, _ := strings.Cut(agent, "Chrome/")
	major, _, _ := strings.Cut(rest, ".")
	return major
}
