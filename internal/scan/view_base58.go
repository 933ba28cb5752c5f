package scan

import (
	"encoding/binary"
	"math/big"
	"slices"
)

// maxBase58 is how long a number is read: the work grows with the square.
const maxBase58 = 4096

// readBase58 decodes base58, which is one number.
func readBase58(f *frame, _ int, show func(reading)) {
	all, token := f.text, f.traits&hasToken != 0
	if f.traits&hasMixed == 0 && !alphabet58.all(all) {
		return // in one case only a whole text is read
	}
	least := minRun
	if token {
		least = minToken
	}
	for run := range alphabet58.runs(all, least) {
		text := all[run.from:run.to]
		if len(text) > maxBase58 || !isMixed(text) && len(text) < len(all) {
			continue
		}
		out := base58Bytes(text)
		if ok := readable(out); ok || isMixed(text) {
			show(reading{text: asString(out), from: run.from, bytes: !ok})
		}
	}
}

// base58Bytes takes five digits at a time, which are less than 2^32 together.
func base58Bytes(text string) []byte {
	words := make([]uint32, 0, len(text)*6/32+1) // little-endian
	for i := 0; i < len(text); {
		scale, part := uint64(1), uint64(0)
		for range 5 {
			if i == len(text) {
				break
			}
			scale, part = scale*58, part*58+uint64(alphabet58[text[i]])
			i++
		}
		for k := range words {
			part += uint64(words[k]) * scale
			words[k] = uint32(part)
			part >>= 32
		}
		if part > 0 {
			words = append(words, uint32(part))
		}
	}
	var out []byte
	for k := range words {
		out = binary.BigEndian.AppendUint32(out, words[len(words)-1-k])
	}
	for len(out) > 0 && out[0] == 0 {
		out = out[1:]
	}
	return out
}

// base58Text writes a text as one number.
func base58Text(text string) string {
	n, base, digit := new(big.Int).SetBytes([]byte(text)), big.NewInt(int64(len(base58Digits))), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		out = append(out, base58Digits[digit.Int64()])
	}
	slices.Reverse(out)
	return string(out)
}
