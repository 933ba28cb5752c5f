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
	"mime/quotedprintable"
	"net/url"
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
	"base58":      base58Text,
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
