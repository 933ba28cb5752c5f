package recording

import "bytes"

// packedHeads are how the strings begin that rrweb's packer makes of whole events:
// a zlib or gzip header with one code point for each byte, spelled both ways.
var packedHeads = [][]byte{
	[]byte(`"x\u0001`), []byte(`"x^`), []byte("\"x\u009c"), []byte(`"x\u009c`), []byte("\"x\u00da"), []byte(`"x\u00da`),
	[]byte("\"\\u001f\u008b"), []byte(`"\u001f\u008b`),
}

// isPacked says whether a quoted string is an event that rrweb's packer packed.
func isPacked(quoted []byte) bool {
	for _, head := range packedHeads {
		if bytes.HasPrefix(quoted, head) {
			return true
		}
	}
	return false
}

// longestPackedHead is how much isPacked looks at.
const longestPackedHead = 13
