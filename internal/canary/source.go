package canary

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// source is a stream of numbers that depends on nothing but its key and label:
// HMAC-SHA256 in counter mode.
type source struct {
	key   []byte
	label string
	block uint64
	rest  []byte
}

func newSource(seed uint64, run string, label ...string) *source {
	key := binary.BigEndian.AppendUint64(nil, seed)
	return &source{key: append(key, run...), label: strings.Join(label, "\x00")}
}

func (s *source) byte() byte {
	if len(s.rest) == 0 {
		mac := hmac.New(sha256.New, s.key)
		mac.Write(binary.BigEndian.AppendUint64(nil, s.block))
		mac.Write([]byte(s.label))
		s.rest = mac.Sum(nil)
		s.block++
	}
	b := s.rest[0]
	s.rest = s.rest[1:]
	return b
}

// intn returns a number in [0, n), evenly spread as far as 32 bits go.
func (s *source) intn(n int) int {
	v := uint64(s.byte())<<24 | uint64(s.byte())<<16 | uint64(s.byte())<<8 | uint64(s.byte())
	return int(v * uint64(n) >> 32)
}

// pick returns n characters of the alphabet.
func (s *source) pick(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[s.intn(len(alphabet))]
	}
	return string(b)
}

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits       = "0123456789"
)

func (s *source) letters(n int) string { return s.pick(lowerLetters, n) }
func (s *source) digits(n int) string  { return s.pick(digits, n) }

// word returns a capitalised word that can be read aloud and that no language
// has: four random syllables and a closing consonant, nine letters.
func (s *source) word() string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range 4 {
		b.WriteString(s.pick(consonants, 1))
		b.WriteString(s.pick(vowels, 1))
	}
	b.WriteString(s.pick(consonants, 1))
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}
