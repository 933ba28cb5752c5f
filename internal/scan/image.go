package scan

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/pixels"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// ImageReader reads the pictures of a recording; package pixels has one.
type ImageReader interface {
	// Read returns a page for each picture of a batch, in its order. At most limit
	// pictures that differ are read in full.
	Read(ctx context.Context, pictures [][]byte, limit int) []pixels.Page
}

// Images says how many pictures a recording holds and how many were read: found
// is read and all of unread together. A picture counts once, wherever and how
// often it stands. What a recording only links to is not in it.
type Images struct {
	Found  int           `json:"found"`
	Read   int           `json:"read"` // in full; nothing to see counts as read
	Unread []UnreadImage `json:"unread"`
}

// UnreadImage is how many pictures were not read, or not in full, for a reason.
type UnreadImage struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// Add counts the pictures of another recording.
func (i *Images) Add(more Images) {
	i.Found += more.Found
	i.Read += more.Read
	for _, u := range more.Unread {
		i.unread(u.Reason, u.Count)
	}
}

func (i *Images) unread(reason string, n int) {
	at := slices.IndexFunc(i.Unread, func(u UnreadImage) bool { return u.Reason == reason })
	if at < 0 {
		at = len(i.Unread)
		i.Unread = append(i.Unread, UnreadImage{Reason: reason})
	}
	i.Unread[at].Count += n
}

// The limits of one recording. A picture of a screen takes half a second to
// read: all of them are two minutes on one processor.
const (
	mostImages    = 256      // pictures that differ and are read
	mostKnown     = 1 << 16  // pictures that are told apart
	batchBytes    = 16 << 20 // of pictures that wait; then they are read
	mostSightings = 64       // of a picture that waits; of more, all but the last of the rest are left out
)

// Why pictures were not looked at, beside the reasons of package pixels.
const (
	imagesOff     = "the policy turns the reading of pictures off"
	imagesNoWay   = "there was nothing to read pictures with"
	imagesTooMany = "the recording has more pictures than are told apart"
	imagesWaiting = "reading was not finished"
	imageUnread   = "a picture was not read: "
)

// images are the pictures of a recording.
type images struct {
	counts  Images
	known   map[[sha256.Size]byte]*picture
	waiting []*picture
	bytes   int // that wait
	left    int // pictures that may still be read
}

// picture is one picture, wherever it stands.
type picture struct {
	data      []byte // nil once it was looked at
	sightings []site // while it waits
	texts     []pixels.Text
	alike     bool // texts hold a canary
}

func newImages() images {
	return images{known: map[[sha256.Size]byte]*picture{}, left: mostImages}
}

// collect notes the pictures in a string. They are read in batches, after the
// strings: see readImages.
func (s *Scanner) collect(at *site, t *rrweb.Text) {
	if t.Key || !mayHoldImage(t) {
		return
	}
	eachImage(t, func(encoded string, sure bool, decode func(string) []byte) {
		key := sha256.Sum256([]byte(encoded))
		p := s.images.known[key]
		if p == nil {
			if p = s.newPicture(at, decode(encoded), sure); p != nil {
				s.images.known[key] = p
			}
			return
		}
		s.see(p, at)
	})
}

// newPicture returns nil where the bytes are no picture, or one too many.
func (s *Scanner) newPicture(at *site, data []byte, sure bool) *picture {
	im := &s.images
	if len(data) == 0 || !sure && !pixels.Known(data) {
		return nil
	}
	im.counts.Found++
	p := &picture{}
	switch {
	case s.opts.Policy.Images == "off":
		im.counts.unread(imagesOff, 1)
		return p
	case len(im.known) == mostKnown:
		s.unreadImage(at, imagesTooMany)
		return nil
	case s.opts.Images == nil:
		s.unreadImage(at, imagesNoWay)
		return p
	}
	p.data = data
	im.waiting, im.bytes = append(im.waiting, p), im.bytes+len(data)
	s.see(p, at)
	return p
}

// see notes that a picture stands at a place.
func (s *Scanner) see(p *picture, at *site) {
	switch {
	case p.alike:
		s.readPicture(p, s.keep(at))
	case p.data == nil:
	case len(p.sightings) < mostSightings:
		p.sightings = append(p.sightings, s.keep(at))
	default:
		p.sightings[mostSightings-1] = s.keep(at)
	}
}

// unreadImage counts a picture that was not read. Where the policy requires
// pictures to be read, it is unscanned.
func (s *Scanner) unreadImage(at *site, reason string) {
	s.images.counts.unread(reason, 1)
	if s.opts.Policy.Images == "require" {
		s.Unscanned(Unscanned{Event: at.event, Pointer: at.pointer(), Reason: imageUnread + reason})
	}
}

// imageCounts is what a report says of pictures.
func (s *Scanner) imageCounts() Images {
	counts := Images{Unread: []UnreadImage{}}
	counts.Add(s.images.counts)
	if n := len(s.images.waiting); n > 0 {
		counts.unread(imagesWaiting, n)
	}
	slices.SortFunc(counts.Unread, func(a, b UnreadImage) int { return strings.Compare(a.Reason, b.Reason) })
	return counts
}

// unfinishedImages lists the pictures that nobody had read, where the policy
// requires it.
func (s *Scanner) unfinishedImages() (list []Unscanned) {
	if s.opts.Policy.Images != "require" {
		return nil
	}
	for _, p := range s.images.waiting {
		at := &p.sightings[0]
		list = append(list, Unscanned{Event: at.event, Pointer: at.pointer(), Reason: imageUnread + imagesWaiting})
	}
	return list
}
