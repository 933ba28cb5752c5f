package scan

import (
	"encoding/base64"
	"strings"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// leastImage is how long the shortest string is that can hold a picture.
const leastImage = 32

// dataURL begins a URL that holds its own bytes (RFC 2397).
const dataURL = "data:"

// mayHoldImage is the quick look at every string.
func mayHoldImage(t *rrweb.Text) bool {
	return len(t.Value) >= leastImage &&
		(t.Surface == rrweb.SurfaceImage || strings.Contains(t.Value, ";base64,") || strings.Contains(t.Value, dataURL+"image/"))
}

// eachImage calls found for what may be a picture in a string: data: URLs
// wherever they stand (a source, a list of sources, style sheets, JSON), the bare
// base64 of canvas commands, wireframes and assets, and the pixels of ImageData. sure says that the
// recording calls it a picture.
func eachImage(t *rrweb.Text, found func(encoded string, sure bool, decode func(string) []byte)) {
	if t.Bare {
		found(t.Value, true, fromPixels)
		return
	}
	if t.Surface == rrweb.SurfaceImage && !strings.Contains(t.Value, ":") {
		found(t.Value, true, fromBase64)
		return
	}
	eachDataURL(t.Value, found)
}

func eachDataURL(text string, found func(encoded string, sure bool, decode func(string) []byte)) {
	for {
		i := indexFold(text, dataURL)
		if i < 0 {
			return
		}
		text = text[i+len(dataURL):]
		comma := strings.IndexByte(text[:min(len(text), 128)], ',')
		if comma < 0 {
			continue
		}
		kind := strings.ToLower(text[:comma])
		isBase64, isImage := strings.HasSuffix(kind, ";base64"), strings.HasPrefix(kind, "image/")
		if !isBase64 && !isImage {
			continue
		}
		text = text[comma+1:]
		end, decode := payloadEnd(text, isBase64), fromPercent
		if isBase64 {
			decode = fromBase64
		}
		if strings.HasPrefix(kind, "image/svg") { // a text that views read, but it may hold pictures
			eachDataURL(string(decode(text[:end])), found)
		} else {
			found(text[:end], isImage, decode)
		}
		text = text[end:]
	}
}

// indexFold finds an ASCII text that is rarely written in capitals: only at the
// beginning, then.
func indexFold(text, lower string) int {
	if n := len(lower); len(text) >= n && strings.EqualFold(text[:n], lower) {
		return 0
	}
	return strings.Index(text, lower)
}

// payloadEnd returns where the bytes of a data: URL end. Base64 may be broken
// over lines, percent-encoded, and have JSON's escapes.
func payloadEnd(text string, isBase64 bool) int {
	for i := range len(text) {
		c := text[i]
		switch {
		case isAlphanumeric(c), c == '+', c == '/', c == '=', c == '-', c == '_', c == '%':
		case c == '\\' && i+1 < len(text) && text[i+1] == '/':
		case isBase64 && (c == '\n' || c == '\r' || c == '\t'):
		case !isBase64 && !strings.ContainsRune("\"'`()<> \t\r\n", rune(c)):
		default:
			return i
		}
	}
	return len(text)
}

// fromBase64 decodes either alphabet, with or without padding; of broken base64
// what comes before the break.
func fromBase64(text string) []byte {
	if strings.Contains(text, "%") {
		text = percentEscape.undo(text)
	}
	text = strings.Map(func(r rune) rune {
		switch r {
		case '-':
			return '+'
		case '_':
			return '/'
		case '\\', '\n', '\r', '\t', ' ', '=':
			return -1
		}
		return r
	}, text)
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(text)))
	n, _ := base64.RawStdEncoding.Decode(out, []byte(text))
	return out[:n]
}

func fromPercent(text string) []byte { return []byte(percentEscape.undo(text)) }
