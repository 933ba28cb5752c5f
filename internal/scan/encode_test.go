package scan

import (
	"bytes"
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"math/big"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/unicode/norm"
)

// encoders hide a text in all ways that the views undo.
var encoders = map[string]func(string) string{
	"query":      url.QueryEscape,
	"path":       url.PathEscape,
	"all bytes":  func(s string) string { return each([]byte(s), "%%%02x") },
	"u escape":   func(s string) string { return each(utf16Units(s), "%%u%04X") },
	"html":       html.EscapeString,
	"decimal":    func(s string) string { return each([]rune(s), "&#%d;") },
	"hex ref":    func(s string) string { return each([]rune(s), "&#x%x;") },
	"json":       func(s string) string { return quoted(map[string]any{"k": []string{s}}) },
	"string":     func(s string) string { return quoted(s) },
	"escapes":    func(s string) string { return each(utf16Units(s), `\u%04x`) },
	"braces":     func(s string) string { return each([]rune(s), `\u{%x}`) },
	"x escapes":  func(s string) string { return eachASCII(s, `\x%02x`) },
	"octal":      func(s string) string { return eachASCII(s, `\%03o`) },
	"css":        func(s string) string { return each([]rune(s), `\%x `) },
	"cut json":   func(s string) string { return "state: " + strings.TrimSuffix(quoted(map[string]string{"k": s}), "}") },
	"quoted":     quotedPrintable,
	"quoted all": func(s string) string { return each([]byte(s), "=%02X") },
	"base64":     func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64url":  func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"wrapped":    func(s string) string { return wrap(base64.StdEncoding.EncodeToString([]byte(s)), 76) },
	"data":       func(s string) string { return "data:text/plain;base64," + base64.StdEncoding.EncodeToString([]byte(s)) },
	"svg":        func(s string) string { return "data:image/svg+xml," + url.PathEscape("<svg><text>"+s+"</text></svg>") },
	"jwt": func(s string) string {
		return "eyJhbGciOiJIUzI1NiJ9." + b64url(quoted(map[string]string{"s": s})) + ".x9Zk3"
	},
	"hex":       func(s string) string { return hex.EncodeToString([]byte(s)) },
	"HEX":       func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"hex pairs": func(s string) string { return strings.TrimSuffix(each([]byte(s), "%02x:"), ":") },
	"0x":        func(s string) string { return each([]byte(s), "0x%02X, ") },
	"base32":    func(s string) string { return base32.StdEncoding.EncodeToString([]byte(s)) },
	"base32hex": func(s string) string {
		return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte(s))
	},
	"crockford":   func(s string) string { return crockford.EncodeToString([]byte(s)) },
	"base58":      base58,
	"ascii85":     func(s string) string { return "<~" + asciiBase85(s) + "~>" },
	"rot13":       rotate,
	"reversed":    reversed,
	"utf16":       func(s string) string { return b64(utf16Bytes(s)) },
	"nul":         func(s string) string { return latin1Text(utf16Bytes(s)) },
	"gzip":        func(s string) string { return b64(packed("gzip", s)) },
	"zlib":        func(s string) string { return b64(packed("zlib", s)) },
	"deflate":     func(s string) string { return b64url(packed("deflate", s)) },
	"brotli":      func(s string) string { return b64(packed("brotli", s)) },
	"zstd":        func(s string) string { return hex.EncodeToString([]byte(packed("zstd", s))) },
	"gzip latin1": func(s string) string { return latin1Text(packed("gzip", s)) },
	"zlib latin1": func(s string) string { return latin1Text(packed("zlib", s)) },
	"lz base64":   func(s string) string { return lzText(s, 6, func(v uint32) rune { return rune(base64Digits[v]) }) },
	"lz uri":      func(s string) string { return lzText(s, 6, func(v uint32) rune { return rune(uriDigits[v]) }) },
	"lz utf16":    func(s string) string { return lzText(s, 15, func(v uint32) rune { return rune(v + 32) }) + " " },
	"codes":       func(s string) string { return strings.ReplaceAll(fmt.Sprint([]rune(s)), " ", ",") },
	"bytes":       bytesByIndex,
	"upper":       strings.ToUpper,
	"full width":  fullWidth,
	"nfd":         norm.NFD.String,
	"zero width":  func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"around":      func(s string) string { return "<b>" + s + "</b>" },
	"form":        func(s string) string { return "a=1&q=" + url.QueryEscape(s) + "&z=" },
}

const (
	base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	uriDigits    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
)

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

func b64(s string) string    { return base64.StdEncoding.EncodeToString([]byte(s)) }
func b64url(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func each[T byte | rune | uint16](list []T, format string) string {
	var b strings.Builder
	for _, v := range list {
		fmt.Fprintf(&b, format, v)
	}
	return b.String()
}

// eachASCII leaves other characters as they are, as the escape has no place for
// them.
func eachASCII(s, format string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			fmt.Fprintf(&b, format, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func quotedPrintable(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func wrap(s string, width int) string {
	var lines []string
	for len(s) > width {
		lines, s = append(lines, s[:width]), s[width:]
	}
	return strings.Join(append(lines, s), "\r\n")
}

func base58(s string) string {
	const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	n, base, digit := new(big.Int).SetBytes([]byte(s)), big.NewInt(58), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		out = append(out, digits[digit.Int64()])
	}
	slices.Reverse(out)
	return string(out)
}

func asciiBase85(s string) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(s)))
	return string(out[:ascii85.Encode(out, []byte(s))])
}

func utf16Units(s string) []uint16 { return utf16.Encode([]rune(s)) }

func utf16Bytes(s string) string {
	var b []byte
	for _, u := range utf16Units(s) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func latin1Text(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

// bytesByIndex is a Uint8Array as JSON.stringify writes it.
func bytesByIndex(s string) string {
	var items []string
	for i := range len(s) {
		items = append(items, fmt.Sprintf(`"%d":%d`, i, s[i]))
	}
	return "{" + strings.Join(items, ",") + "}"
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func packed(name, s string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "deflate":
		w, _ = flate.NewWriter(&b, flate.BestCompression)
	case "brotli":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	}
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

// lzText is lz-string's compress: what lzReader undoes.
func lzText(s string, width uint, digit func(uint32) rune) string {
	z := lzWriter{dictionary: map[string]uint32{}, fresh: map[string]uint16{}, next: lzFirst, width: 2, grow: 2}
	last := ""
	for _, u := range utf16Units(s) {
		c := string([]byte{byte(u >> 8), byte(u)})
		if _, ok := z.dictionary[c]; !ok {
			z.add(c)
			z.fresh[c] = u
		}
		if _, ok := z.dictionary[last+c]; ok {
			last += c
			continue
		}
		z.emit(last)
		z.add(last + c)
		last = c
	}
	z.emit(last)
	z.write(lzEnd, z.width)
	return z.text(width, digit)
}

type lzWriter struct {
	dictionary map[string]uint32
	fresh      map[string]uint16
	next       uint32
	width      uint
	grow       int
	bits       []uint32
}

func (z *lzWriter) add(key string) { z.dictionary[key], z.next = z.next, z.next+1 }

func (z *lzWriter) emit(key string) {
	if key == "" {
		return
	}
	if u, ok := z.fresh[key]; ok {
		size := uint(8)
		if u > 0xFF {
			size = 16
		}
		z.write(uint32(size/8-1), z.width)
		z.write(uint32(u), size)
		z.shrink()
		delete(z.fresh, key)
	} else {
		z.write(z.dictionary[key], z.width)
	}
	z.shrink()
}

func (z *lzWriter) shrink() {
	if z.grow--; z.grow == 0 {
		z.grow, z.width = 1<<z.width, z.width+1
	}
}

func (z *lzWriter) write(v uint32, n uint) {
	for i := range n {
		z.bits = append(z.bits, v>>i&1)
	}
}

func (z *lzWriter) text(width uint, digit func(uint32) rune) string {
	var b strings.Builder
	z.bits = append(z.bits, 0)
	for len(z.bits)%int(width) != 0 {
		z.bits = append(z.bits, 0)
	}
	for ; len(z.bits) > 0; z.bits = z.bits[width:] {
		v := uint32(0)
		for _, bit := range z.bits[:width] {
			v = v<<1 | bit
		}
		b.WriteRune(digit(v))
	}
	return b.String()
}
