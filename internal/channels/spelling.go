package channels

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"
	"unicode"
)

// spellings are the ways in which pages and their servers write a value.
func spellings() template.FuncMap {
	return template.FuncMap{
		"js":     func(s string) (string, error) { b, err := json.Marshal(s); return string(b), err },
		"date":   date,
		"months": func() []string { return strings.Fields("01 02 03 04 05 06 07 08 09 10 11 12") },

		"digits": onlyDigits,
		"group":  func(s, sep string) string { return strings.Join(chunks(s, 4), sep) },
		"cut":    func(s string, from, to int) string { return s[from:to] },
		"before": func(s, sep string) string { head, _, _ := strings.Cut(s, sep); return head },
		"after":  func(s, sep string) string { _, tail, _ := strings.Cut(s, sep); return tail },
		"split":  func(s string) []string { return strings.Split(s, "") },
		"upper":  strings.ToUpper, "lower": strings.ToLower, "replace": strings.ReplaceAll,
		"each": func(s, before, after string) string {
			return each(s, func(r rune) string { return before + string(r) + after })
		},
		"codes":     func(s, format string) string { return each(s, func(r rune) string { return fmt.Sprintf(format, r) }) },
		"thousands": thousands,

		"b64":    func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"b64url": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
		"base32": func(s string) string { return base32.StdEncoding.EncodeToString([]byte(s)) },
		"hex":    func(s string) string { return hex.EncodeToString([]byte(s)) },
		"utf16":  func(s string) string { return each(s, func(r rune) string { return string(r) + "\x00" }) },
		"md5":    func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) },
		"sha256": func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) },
		"sha256b64": func(s string) string {
			sum := sha256.Sum256([]byte(s))
			return base64.StdEncoding.EncodeToString(sum[:])
		},
		"gzip": gzipped,
		"lz":   lzString,
		"qr":   qrCode,

		"reverse": reverse,
		"rot13":   rot13,
		"shield":  shield,
		"shift":   shift,
		"bold":    bold,
	}
}

func date(s, layout string) (string, error) {
	day, err := time.Parse(time.DateOnly, s)
	return day.Format(layout), err
}

func each(s string, write func(rune) string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(write(r))
	}
	return b.String()
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func chunks(s string, size int) []string {
	var parts []string
	for len(s) > size {
		parts = append(parts, s[:size])
		s = s[size:]
	}
	return append(parts, s)
}

// thousands writes a number as an amount.
func thousands(s string) string { return reverse(strings.Join(chunks(reverse(s), 3), ",")) }

func reverse(s string) string {
	out := ""
	for _, r := range s {
		out = string(r) + out
	}
	return out
}

func rot13(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return 'a' + (r-'a'+13)%26
		case r >= 'A' && r <= 'Z':
			return 'A' + (r-'A'+13)%26
		}
		return r
	}, s)
}

// shield writes an address as Cloudflare's e-mail obfuscation does: a key, and
// each byte exclusive-or the key, in hexadecimal.
func shield(s string) string {
	const key = 0x5a
	out := []byte{key}
	for _, c := range []byte(s) {
		out = append(out, c^key)
	}
	return hex.EncodeToString(out)
}

// shift moves the digits to those of another script, distance code points on.
func shift(s string, distance int) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r + rune(distance)
		}
		return r
	}, s)
}

// bold writes letters as mathematical bold ones (U+1D400 and on).
func bold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return 0x1D41A + r - 'a'
		case r >= 'A' && r <= 'Z':
			return 0x1D400 + r - 'A'
		}
		return r
	}, s)
}

func gzipped(s string) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		return "", err
	}
	err := w.Close()
	return b.String(), err
}
