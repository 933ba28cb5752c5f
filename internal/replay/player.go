package replay

import (
	"errors"
	"fmt"
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
	var err error
	switch {
	case ev.Type == rrweb.FullSnapshot:
		err = p.snapshot(w, ev)
	case ev.Source == rrweb.Mutation:
		err = w.mutate(ev)
	case ev.Source == rrweb.Input:
		err = w.input(ev)
	}
	if err != nil {
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
	if w := p.windows[windowID]; w != nil {
		return w.document
	}
	return nil
}

// window finds or makes a window.
func (p *Player) window(id string) *window {
	w := p.windows[id]
	if w == nil {
		w = &window{stamps: p.stamps}
		w.reset()
		p.windows[id] = w
		p.names = append(p.names, id)
	}
	return w
}

// snapshot replaces all that is known of a window.
func (p *Player) snapshot(w *window, ev *rrweb.Event) error {
	root, err := ev.Snapshot()
	before := w.stampedInputs()
	w.reset()
	if err != nil {
		return err
	}
	if root.Type != rrweb.DocumentNode {
		return errors.New("full snapshot: the node is no document")
	}
	w.document = w.build(root)
	w.carryOver(before)
	p.snapshots++
	return nil
}
