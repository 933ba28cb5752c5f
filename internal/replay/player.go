package replay

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// Player holds the documents of all windows of one recording. It is not for
// concurrent use.
type Player struct {
	windows   map[string]*window
	names     []string // of the windows, in order of appearance
	stamps    map[string]bool
	snapshots int
	clock     int   // events so far
	largest   int64 // bytes of the largest event so far
	size      int64 // bytes that all pages take, about
}

// New returns a player without events. The stamps are the attribute names that
// Field can be asked about.
func New(stamps ...string) *Player {
	p := &Player{windows: map[string]*window{}, stamps: map[string]bool{}}
	for _, s := range stamps {
		p.stamps[strings.ToLower(s)] = true // as the HTML parser writes names
	}
	return p
}

// Apply plays one event of a window. An error names a part of the event that
// could not be applied; the rest of it was, and the player stays usable.
func (p *Player) Apply(windowID string, ev *rrweb.Event) error {
	w := p.window(windowID)
	p.clock++
	w.used = p.clock
	p.largest = max(p.largest, int64(len(ev.JSON)))
	w.changes.begin()
	p.size -= w.size
	var err error
	switch {
	case ev.Type == rrweb.FullSnapshot:
		err = p.snapshot(w, ev)
	case ev.Source == rrweb.Mutation:
		err = w.mutate(ev)
	case ev.Source == rrweb.Input:
		err = w.input(ev)
	case ev.Source == rrweb.MouseInteraction:
		err = w.interact(ev)
	}
	if w.full != "" {
		err = errors.Join(err, errors.New(w.full))
		w.full = ""
	}
	p.size += w.size
	if err = errors.Join(err, p.fit()); err != nil {
		return fmt.Errorf("replay window %q: %w", windowID, err)
	}
	return nil
}

// Windows lists the ids of all windows that had an event, in order of
// appearance.
func (p *Player) Windows() []string { return slices.Clone(p.names) }

// FullSnapshots counts the full snapshots that were rebuilt, over all windows.
func (p *Player) FullSnapshots() int { return p.snapshots }

// Document returns the main document of a window as it is now, nil before its
// first full snapshot. It belongs to the player and changes with the next event.
func (p *Player) Document(windowID string) *html.Node {
	if w := p.windows[windowID]; w != nil && w.document != nil {
		return &w.document.Node
	}
	return nil
}

// window finds or makes a window.
func (p *Player) window(id string) *window {
	w := p.windows[id]
	if w == nil {
		id = strings.Clone(id)
		w = &window{stamps: p.stamps}
		w.reset()
		p.windows[id] = w
		p.names = append(p.names, id)
	}
	return w
}

// snapshot replaces all that is known of a window.
func (p *Player) snapshot(w *window, ev *rrweb.Event) error {
	before, size := w.stampedInputs(), w.size
	w.reset()
	if size > spare {
		runtime.GC() // or the old page lies there until the new one is as large
	}
	w.whole = true
	root, err := rrweb.Fold(ev, w.buildOne)
	w.done()
	if errors.Is(err, rrweb.ErrMobile) {
		return nil // there is no page to rebuild, and each string stands in the event
	}
	if root == nil {
		return err
	}
	if root.Type != html.DocumentNode {
		w.reset()
		return errors.Join(err, errors.New("full snapshot: the node is no document"))
	}
	w.document = root
	w.changes.all = true
	w.carryOver(before)
	p.snapshots++
	return err
}

// spare is what all pages together may take beside four times the largest event.
const spare = 24 << 20

// fit gives pages up, those of the longest silent windows first, when together
// they take more memory than the package comment promises.
func (p *Player) fit() error {
	var err error
	for p.size > spare+4*p.largest {
		id := p.oldest()
		p.size -= p.windows[id].size
		p.windows[id].reset()
		p.windows[id].nodes.list = nil
		err = errors.Join(err, fmt.Errorf("the page of window %q was given up to save memory", id))
	}
	return err
}

// oldest returns the window with a page that had no event for the longest time.
func (p *Player) oldest() string {
	found, used := "", 0
	for _, id := range p.names {
		if w := p.windows[id]; w.size > 0 && (used == 0 || w.used < used) {
			found, used = id, w.used
		}
	}
	return found
}
