package scan

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"iter"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/maskproof/maskproof/internal/canary"
)

const (
	minMiddle = 8 // characters of base64 that are not met by chance
	minTurned = 6 // characters of a value that means something else backwards or rotated
)

// encodedNeedles lists the value as typed in encodings that leave it in one
// piece: its middle in base64 at each of three alignments, in hex, backwards,
// rotated, and an address in words.
func encodedNeedles(index int, c canary.Canary, form canary.Form) []needle {
	var list []needle
	add := func(text, view string, cased bool) {
		if len(text) >= minNeedle {
			list = append(list, needle{text: text, canary: index, form: form, view: view, cased: cased})
		}
	}
	for _, text := range base64Middles(c.Value) {
		add(text, viewBase64, true)
	}
	add(hex.EncodeToString([]byte(c.Value)), viewHex, false)
	if form.Guard == canary.Telling {
		return list // three digits backwards are another code
	}
	for view, text := range tokens(c.Value) {
		if len(text) < longNeedle {
			continue
		}
		add(text, view, true)
		add(reversed(text), viewReversed+" "+view, true)
		add(rotate(text), viewRot13+" "+view, true)
		add(rotate(reversed(text)), viewReversed+" "+viewRot13+" "+view, true)
	}
	for _, text := range spellings(c.Value) {
		if len(text) < minTurned {
			continue
		}
		for view, turned := range turnedNeedles(text) {
			add(turned, view, false)
		}
		if strings.Contains(text, " ") {
			for view, turned := range turnedNeedles(strings.ReplaceAll(text, " ", "+")) {
				add(turned, view+" "+viewForm, false)
			}
		}
	}
	if c.Kind == canary.Email {
		for _, text := range spelledOut(strings.ToLower(c.Value)) {
			add(text, "at-dot", false)
		}
	}
	return list
}

// turnedNeedles yields a text backwards, rotated, and both, as letters that are folded
// or composed afterwards are then.
func turnedNeedles(text string) iter.Seq2[string, string] {
	return func(yield func(view, text string) bool) {
		back := reversed(text)
		if !yield(viewReversed, back) {
			return
		}
		for _, turned := range []string{
			rotate(text), rotate(back), norm.NFKC.String(rotate(norm.NFD.String(text))), canary.Fold(rotate(text)), canary.Fold(rotate(back)),
		} {
			if turned != text && turned != back && !yield(viewRot13, turned) {
				return
			}
		}
	}
}

// base64Middles returns the characters of base64 that depend on the value alone,
// for each place in a group of three bytes where it may begin, in both alphabets;
// and all of a short value that is encoded alone.
func base64Middles(value string) []string {
	var list []string
	add := func(text string) {
		list = append(list, text)
		if url := strings.NewReplacer("+", "-", "/", "_").Replace(text); url != text {
			list = append(list, url)
		}
	}
	for before := range 3 {
		all := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), value...))
		from, to := (before*8+5)/6, (before+len(value))*8/6
		if to-from >= minMiddle {
			add(all[from:to])
		} else if before == 0 && len(value) >= minNeedle {
			add(all)
		}
	}
	return list
}

// spelledOut lists the ways in which people hide an address from robots:
// "jane [at] x [dot] com".
func spelledOut(address string) []string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok {
		return nil
	}
	var list []string
	for _, around := range [][2]string{
		{" [", "] "}, {"[", "]"}, {" (", ") "}, {"(", ")"}, {" {", "} "}, {"{", "}"}, {" <", "> "}, {"<", ">"}, {" ", " "},
	} {
		at, dot := around[0]+"at"+around[1], around[0]+"dot"+around[1]
		words := strings.ReplaceAll(domain, ".", dot)
		list = append(list, local+at+domain, local+at+words, strings.ReplaceAll(local, ".", dot)+at+words)
	}
	return list
}

// tokens yields the encodings of a value that are too short to be told from a
// name or a number, where other text stands around: base32 and base58 have no
// shape, and of a value such as 4242 4242 4242 4242 lz-string leaves little.
func tokens(value string) iter.Seq2[string, string] {
	return func(yield func(view, text string) bool) {
		lz := func(digits string) string {
			return lzText(value, 6, func(v uint32) rune { return rune(digits[v]) })
		}
		const alphabet = letters + lowers + "0123456789+"
		list := [][2]string{
			{"lz-string", lz(alphabet + "/")}, {"lz-string", lz(alphabet + "-")}, {"base58", base58Text(value)},
		}
		for _, digits := range base32Digits {
			list = append(list, [2]string{"base32", base32.NewEncoding(digits).WithPadding(base32.NoPadding).EncodeToString([]byte(value))})
		}
		seen := map[string]bool{}
		for _, item := range list {
			if !seen[item[1]] && !yield(item[0], item[1]) {
				return
			}
			seen[item[1]] = true
		}
	}
}
