package scan

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// digest is one hash function that pages are known to send personal data with.
type digest struct {
	name string
	sum  func(text string) []byte
}

func digests() []digest {
	return []digest{
		{"md5", func(s string) []byte { d := md5.Sum([]byte(s)); return d[:] }},
		{"sha1", func(s string) []byte { d := sha1.Sum([]byte(s)); return d[:] }},
		{"sha256", func(s string) []byte { d := sha256.Sum256([]byte(s)); return d[:] }},
		{"sha512", func(s string) []byte { d := sha512.Sum512([]byte(s)); return d[:] }},
	}
}

// digestNeedles lists the digests of a canary as hex in either case and as
// base64 in both alphabets. Padding is not part of them.
func digestNeedles(index int, c canary.Canary) []needle {
	var list []needle
	form := canary.Form{Text: c.Value, Guard: canary.Anywhere}
	for _, plain := range hashedTexts(c) {
		for _, d := range digests() {
			sum := d.sum(plain)
			std, url := base64.RawStdEncoding.EncodeToString(sum), base64.RawURLEncoding.EncodeToString(sum)
			list = append(list,
				needle{text: hex.EncodeToString(sum), canary: index, form: form, view: d.name, hashed: true},
				needle{text: std, cased: true, canary: index, form: form, view: d.name, hashed: true})
			if url != std {
				list = append(list, needle{text: url, cased: true, canary: index, form: form, view: d.name, hashed: true})
			}
		}
	}
	return list
}

// hashedTexts lists the texts of which pages send a digest: the value as typed,
// trimmed, in lower case, its digits and its E.164 form (with and without the
// plus sign), and a date as eight digits.
func hashedTexts(c canary.Canary) []string {
	trimmed := strings.TrimSpace(c.Value)
	list := []string{c.Value, trimmed, strings.ToLower(c.Value), strings.ToLower(trimmed)}
	for _, f := range c.Forms() {
		if f.Class == canary.Digits {
			list = append(list, f.Text)
		}
		if c.Kind == canary.Phone && f.Class == canary.Digits {
			list = append(list, "+"+f.Text)
		}
		if c.Kind == canary.DOB && len(f.Text) == 8 && strings.Trim(f.Text, "0123456789") == "" {
			list = append(list, f.Text)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
