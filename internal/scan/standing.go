package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// standing remembers what stood on a page before its canary was planted. Each full
// snapshot of the page shows it again, and that is no leak. What an event changes
// after the plant is one, even where it looks the same as before.
type standing struct {
	pages map[string]string // by window: the URL of the page, by its last meta event
	seen  map[stood]bool
}

// stood is one canary at one node of one page. Node ids stay from snapshot to
// snapshot of a page (rrweb's mirror, posthog-js 1.449.2).
type stood struct {
	canary  int
	window  string
	page    string
	node    int64
	surface rrweb.Surface
	name    string
	via     string
}

func newStanding() standing {
	return standing{pages: map[string]string{}, seen: map[stood]bool{}}
}

// event follows the pages of a window.
func (st *standing) event(window string, ev *rrweb.Event) {
	if ev.Type != rrweb.Meta {
		return
	}
	if meta, err := ev.Meta(); err == nil {
		st.pages[window] = strings.Clone(meta.Href)
	}
}

// judge notes a preexisting finding, and makes one of what a full snapshot shows
// again.
func (st *standing) judge(at *site, f *Finding, canary int) {
	if f.Node == 0 || at.ev == nil {
		return
	}
	key := stood{
		canary: canary, window: f.Window, page: st.pages[f.Window], node: f.Node,
		surface: f.Surface, name: strings.Clone(at.name), via: strings.Join(f.Via, " "),
	}
	switch {
	case f.Preexisting && len(st.seen) < maxPlaces:
		st.seen[key] = true
	case f.Preexisting:
	case at.ev.Type == rrweb.FullSnapshot:
		f.Preexisting = st.seen[key]
	default:
		delete(st.seen, key)
	}
}
