package scan

import (
	"encoding/binary"
	"iter"
	"strings"
)

const (
	minMedia  = 40 // characters of a file that is worth to be told from other base64
	mediaLeft = 8  // characters of one that are left in the rest, so that what stands around it is not glued
)

// mediaFormats are the files that pages embed in base64 and that hold no text but in parts
// that readFiles shows: how each begins, from which byte on, and whether it ends where the
// data does, by what it says itself. It is never written.
var mediaFormats = []struct {
	head  string
	at    int
	whole func(data string) bool
}{
	{"\x89PNG\r\n\x1a\n", 0, wholePNG},
	{"\xff\xd8\xff", 0, func(data string) bool { return strings.HasSuffix(data, "\xff\xd9") }}, // JPEG (ITU-T T.81, B.1.1.3)
	{"GIF8", 0, func(data string) bool { return strings.HasSuffix(data, "\x00;") }},            // GIF89a, 16 and 27
	{"RIFF", 0, func(data string) bool { return littleEndian(data[4:8])+8 == size(data) }},     // WebP
	{"wOF", 0, func(data string) bool { return bigEndian(data[8:12]) == size(data) }},          // WOFF and WOFF2
	{"ftyp", 4, wholeBoxes}, // AVIF, HEIC, MP4
	{"\x00\x01\x00\x00", 0, wholeFont},
	{"OTTO", 0, wholeFont},
}

// mediaFiles yields the runs of base64 in a text that are one picture or one font from
// their first to their last byte. They hold nothing in another encoding of text: what
// begins and ends as such a file does by chance is none of a value.
func mediaFiles(text string) iter.Seq2[span, string] {
	return func(yield func(span, string) bool) {
		for run := range alphabet64.runs(text, minMedia) {
			data, ok := mediaFile(text[run.from:run.to])
			if ok && !yield(run, data) {
				return
			}
		}
	}
}

func mediaFile(run string) (data string, ok bool) {
	head := asString(alphabet64.bits(run[:16], 6))
	for _, format := range mediaFormats {
		if strings.HasPrefix(head[format.at:], format.head) {
			data := asString(alphabet64.bits(run, 6))
			return data, format.whole(data)
		}
	}
	return "", false
}

// wholePNG follows the chunks to the last one (PNG, 5.3).
func wholePNG(data string) bool {
	const head, frame = 8, 12 // of the file; length, type and checksum of a chunk
	for at := int64(head); at+frame <= size(data); {
		kind := data[at+4 : at+8]
		if at += frame + bigEndian(data[at:at+4]); kind == "IEND" {
			return at == size(data)
		}
	}
	return false
}

// wholeBoxes follows the boxes of a file (ISO/IEC 14496-12, 4.2).
func wholeBoxes(data string) bool {
	at := int64(0)
	for at+8 <= size(data) {
		n := bigEndian(data[at : at+4])
		if n < 8 {
			return false
		}
		at += n
	}
	return at == size(data)
}

// wholeFont finds the end of the last table of a TrueType or OpenType font (OpenType,
// "Organization of an OpenType Font"); tables end at a multiple of four bytes, some
// without the zeros.
func wholeFont(data string) bool {
	const head, entry = 12, 16
	end := int64(0)
	for n := int(data[4])<<8 | int(data[5]); n > 0; n-- {
		at := head + entry*(n-1)
		if at+entry > len(data) {
			return false
		}
		end = max(end, bigEndian(data[at+8:at+12])+bigEndian(data[at+12:at+16]))
	}
	return size(data) >= end && size(data) <= (end+3)&^3
}

func size(data string) int64         { return int64(len(data)) }
func bigEndian(four string) int64    { return int64(binary.BigEndian.Uint32([]byte(four))) }
func littleEndian(four string) int64 { return int64(binary.LittleEndian.Uint32([]byte(four))) }

// readFiles shows the bytes of the files in a text. From then on all other views read the
// rest of it.
func readFiles(f *frame, _ int, show func(reading)) {
	if f.traits&hasControl != 0 {
		return // it may be the bytes of a stream as characters
	}
	for run, data := range mediaFiles(f.text) {
		f.settled = true
		show(reading{text: data, from: run.from, bytes: true})
	}
}

// readRest shows a text without its files but for the first characters of each.
func readRest(f *frame, _ int, show func(reading)) {
	if !f.settled {
		return
	}
	var rest strings.Builder
	end := 0
	for run := range mediaFiles(f.text) {
		rest.WriteString(f.text[end : run.from+mediaLeft])
		end = run.to
	}
	rest.WriteString(f.text[end:])
	show(reading{text: rest.String()})
}

// restOrigin returns where in a text a byte of its rest comes from.
func restOrigin(text string, at int) int {
	for run := range mediaFiles(text) {
		if at < run.from+mediaLeft {
			break
		}
		at += run.to - run.from - mediaLeft
	}
	return at
}
