package scan

import (
	"context"

	"github.com/maskproof/maskproof/internal/pixels"
)

// still is where a picture stood when its event was read: by the time it is
// read itself, the page has moved on.
type still struct {
	pointer  string
	node     int64
	selector string
	via      string       // how a text was read out of the picture
	mended   map[int]bool // canaries that the text shows only once it is mended; see mender
}

// viewMended is what Finding.Via says where the text had to be mended.
const viewMended = "look-alikes"

// keep returns a site that stays valid after the visit.
func (s *Scanner) keep(at *site) site {
	kept := *at
	kept.still = &still{pointer: at.pointer()}
	if at.text != nil {
		kept.still.node = at.ev.NodeAt(kept.still.pointer)
	}
	if kept.still.node != 0 {
		kept.still.selector = s.player.Selector(at.window, kept.still.node)
	}
	kept.ev, kept.text = nil, nil
	return kept
}

// mark says of a finding that its text had to be mended.
func (k *still) mark(f *Finding, canary int) {
	if k == nil || !k.mended[canary] {
		return
	}
	f.Via = append(f.Via, viewMended)
	if f.Match == Exact {
		f.Match = Normalized
	}
}

// fullImages says that the pictures that wait take too much memory.
func (s *Scanner) fullImages() bool { return s.images.bytes > batchBytes }

// readImages reads the pictures that wait. What an interrupt leaves unread is
// counted.
func (s *Scanner) readImages(ctx context.Context) {
	im := &s.images
	if len(im.waiting) == 0 {
		return
	}
	s.fresh = s.fresh[:0]
	data := make([][]byte, len(im.waiting))
	for i, p := range im.waiting {
		data[i] = p.data
	}
	for i, page := range s.opts.Images.Read(ctx, data, im.left) {
		s.takePage(im.waiting[i], page)
	}
	im.waiting, im.bytes = nil, 0
}

func (s *Scanner) takePage(p *picture, page pixels.Page) {
	if page.Counted {
		s.images.left--
	}
	if page.Err == nil {
		s.images.counts.Read++
	} else {
		s.unreadImage(&p.sightings[0], page.Err.Error())
	}
	p.data, p.texts = nil, page.Texts
	for _, at := range p.sightings {
		if s.readPicture(p, at) {
			p.alike = true
		}
	}
	if p.sightings = nil; !p.alike {
		p.texts = nil
	}
}

// readPicture reads a picture's texts as strings of the place where it stands,
// and says whether there was something in them.
func (s *Scanner) readPicture(p *picture, at site) (found bool) {
	for _, t := range p.texts {
		at.still.via = t.Via
		text := t.Text
		if t.Via == "ocr" {
			text, at.still.mended = s.mender.mend(t.Text)
		}
		s.text(&at, text, true)
		found = found || len(s.reader.best) > 0
		at.still.mended = nil
	}
	return found
}
