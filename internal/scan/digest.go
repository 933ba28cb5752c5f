package scan

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/spaolacci/murmur3"
	//lint:ignore SA1019 pages still send such digests, however weak
	"golang.org/x/crypto/ripemd160"

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
		{"sha224", func(s string) []byte { d := sha256.Sum224([]byte(s)); return d[:] }},
		{"sha256", func(s string) []byte { d := sha256.Sum256([]byte(s)); return d[:] }},
		{"sha384", func(s string) []byte { d := sha512.Sum384([]byte(s)); return d[:] }},
		{"sha512", func(s string) []byte { d := sha512.Sum512([]byte(s)); return d[:] }},
		{"sha512/256", func(s string) []byte { d := sha512.Sum512_256([]byte(s)); return d[:] }},
		{"sha3-224", func(s string) []byte { d := sha3.Sum224([]byte(s)); return d[:] }},
		{"sha3-256", func(s string) []byte { d := sha3.Sum256([]byte(s)); return d[:] }},
		{"sha3-384", func(s string) []byte { d := sha3.Sum384([]byte(s)); return d[:] }},
		{"sha3-512", func(s string) []byte { d := sha3.Sum512([]byte(s)); return d[:] }},
		{"ripemd160", func(s string) []byte { d := ripemd160.New(); _, _ = d.Write([]byte(s)); return d.Sum(nil) }},
		{"murmur3-128", func(s string) []byte {
			high, low := murmur3.Sum128([]byte(s))
			return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, high), low)
		}},
	}
}

// murmur3 is too short to be found wherever it stands; see digestIndex.
const murmur = "murmur3"

// hasher makes the digests of canaries.
type hasher struct {
	digests []digest
	salts   []canary.Transform
}

func newHasher(transforms []canary.Transform) *hasher {
	h := &hasher{digests: digests()}
	for _, t := range transforms {
		if t.Salt != "" {
			h.salts = append(h.salts, t)
		}
	}
	return h
}

// hashed is one digest of one text of a canary.
type hashed struct {
	canary int
	view   string // "md5", "md5 sha256", "pepper md5"
	sum    []byte
}

// all returns the digests of a canary: of each of its texts, of these with each
// salt, and of the digests that are most often hashed again.
func (h *hasher) all(index int, c canary.Canary) []hashed {
	var list []hashed
	add := func(text, view string) {
		for _, d := range h.digests {
			list = append(list, hashed{index, view + d.name, d.sum(text)})
		}
	}
	for _, text := range hashedTexts(c) {
		add(text, "")
		for _, s := range h.salts {
			add(s.Salted(text), s.Name+" ")
		}
	}
	plain := strings.ToLower(strings.TrimSpace(c.Value))
	for _, first := range h.digests[:4] { // the second hashes what the first wrote in hex
		add(hex.EncodeToString(first.sum(plain)), first.name+" ")
	}
	return list
}

// hashedTexts lists the texts of which pages send a digest: the value as typed,
// trimmed, in lower and upper case, without spaces, its digits and its E.164 form
// (with and without the plus sign), an address as Gmail delivers it, and a date
// as eight digits.
func hashedTexts(c canary.Canary) []string {
	trimmed := strings.TrimSpace(c.Value)
	lower := strings.ToLower(trimmed)
	list := []string{
		c.Value, trimmed, strings.ToLower(c.Value), lower, strings.ToUpper(trimmed), strings.ReplaceAll(lower, " ", ""),
		strings.ReplaceAll(trimmed, " ", ""),
	}
	if c.Kind == canary.Email {
		list = append(list, gmail(lower))
	}
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

// gmail drops what Gmail ignores: dots and what follows a plus sign.
func gmail(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, "+")
	return strings.ReplaceAll(local, ".", "") + "@" + domain
}
