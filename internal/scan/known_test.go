package scan

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// What other programs made of the e-mail address of planted, or of its card:
// nothing here comes from an encoder of ours.
func TestKnownAnswers(t *testing.T) {
	for _, tt := range []struct {
		maker, text, canary, via string
	}{
		{"lz-string 1.5.0 compressToBase64", "I4dwXgTgLgbgRgOwLYGsB0ALAVigNgBwHsBLAVwAEAPAY3mVDQFNKBDJfXRtawpIA===", "email", "lz-string"},
		{"lz-string 1.5.0 compressToEncodedURIComponent", "I4dwXgTgLgbgRgOwLYGsB0ALAVigNgBwHsBLAVwAEAPAY3mVDQFNKBDJfXRtawpIA", "email", "lz-string"},
		{"lz-string 1.5.0 compressToUTF16", "\u11e3\u5c37\u40bc\u0300\u3722\u182e\u607b\u01cc\u03c0\u02e0\u2b34\u0380\u03a0\u7b21\u1622\u5c20\u0821\u7038\u6f52\u50f0\u0a89\u2063\u131a\u748d\u35a5\u1220 ", "email", "lz-string"},
		{"lz-string 1.5.0 compress", "\u2387\u705e\u04e0\u2e06\ue046\u03b0\u2d81\uac07\u400b\u0158\ua036p\u1ec0\u4b01\u5c00\u1003\uc063\u7995\u0d01\u4d28\u10c9\u7d74\u6d6b\u0a48\u0000", "email", "lz-string"},
		{"lz-string 1.5.0 compressToBase64", "<b>CwJl7SKA</b>", "card", "lz-string"},
		{"Node 20 brotliCompressSync", "GycA+OVznp/jdt08SpRWtEqQjuqVYi7q75PkpiBdx5rt4uMktygoAA==", "email", "brotli"},
		{"Node 20 brotliCompressSync", "Gw8A+KVkaCKMAEAB", "card", "brotli"},
		{"Node 20 deflateRawSync", "KyyvKiopS8rLzdbLyMrOKcjPLHWoSAYJFJbrpVYk5hbkpOol5+cCAA==", "email", "deflate"},
		{"Node 20 deflateRawSync", "MzEyQYEA", "card", "deflate"},
		{"Node 20 deflateSync", "eJwrLK8qKilLysvN1svIys4pyM8sdahIBgkUluulViTmFuSk6iXn5wIAU6kQOA==", "email", "zlib"},
		{"Node 20 gzipSync", "H4sIAAAAAAAAAyssryoqKUvKy83Wy8jKzinIzyx1qEgGCRSW66VWJOYW5KTqJefnAgA32qAmKAAAAA==", "email", "gzip"},
		{"zstd 1.5.4", "KLUv/QRYQQEAcXd6cnR2Ym5tay5oamtscG9pdUB4Y3Zibm1xdy5leGFtcGxlLmNvbQ49/iM=", "email", ""}, // stored, so base64 alone shows it
		{"bs58 6", "6dzp8EuUeo1NZr1DygfVLLctwc662HNT5Sx4oF7qVyxjk8YRrLapBRE", "email", "base58"},
		{"bs58 6", "id 7SqKWLBp85s438XAuCJqBP", "card", "base58"},
		{"Python 3.11 a85encode(adobe=True)", "<~EHc_LFEV,2D/1b;C27X)DeX>ZG[ko+DJaB;/nK99D/a<&/n8g:~>", "email", "ascii85"},
		{"Python 3.11 b32encode", "OF3XU4TUOZRG43LLFZUGU23MOBXWS5KAPBRXMYTONVYXOLTFPBQW24DMMUXGG33N", "email", "base32"},
		{"Python 3.11 quopri", "Gr=C3=BC=C3=9Fe an Jos=C3=A9", "text", "quoted-printable"},
		{"jsonwebtoken 9", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOjEsImVtYWlsIjoicXd6cnR2Ym5tay5oamtscG9pdUB4Y3Zibm1xdy5leGFtcGxlLmNvbSIsImlhdCI6MTcwMDAwMDAwMH0.UqIW5i4LLsqJu7AQ0gXbRSXkVRy0ZfjWgt5RC4afGt4", "email", "base64"},
		{"noble-hashes sha3_224", "c137157ceec19b460797c29ca661fcef15da452981bd75f1450f580e", "email", "sha3-224"},
		{"noble-hashes sha3_256", "2468438a6a4e80ce4e9c97a9821d1e24f9bb099a005f951cdc6574b0985ca396", "email", "sha3-256"},
		{"noble-hashes sha3_512", "4979becb05a9c43e43959ee4fc0fd3852fb88cc61ae3dfa8e2deb5e2fd9dcba48a714ddf1c5c171b97b546836fbb87027515238463c85e28209907f745a4451d", "email", "sha3-512"},
		{"OpenSSL 3 -ripemd160", "0ff997030214ec3a2a2f32135333c6e248c4abed", "email", "ripemd160"},
		{"murmurhash3js x86.hash32", "279757531", "email", "murmur3"},
		{"murmurhash3js x64.hash128", "aad363235a800020b38f0b6c53624d76", "email", "murmur3-128"},
	} {
		s := newScanner(t, planted()...)
		hits, cut := s.reader.read(tt.text, "", true)
		require.Empty(t, cut, tt.maker)
		require.Len(t, hits, 1, "%s: %s", tt.maker, tt.text)
		require.Equal(t, tt.canary, planted()[hits[0].canary].ID, tt.maker)
		if tt.via != "" {
			require.Contains(t, hits[0].via, tt.via, tt.maker)
		}
	}
}

// A text without needles is read once; one that holds a canary is found wherever
// it stands again, and what the cache keeps is bounded.
func TestQuietTexts(t *testing.T) {
	s := newScanner(t, planted()...)
	for i, name := range []string{"width", "cvc", "height", "securityCode"} {
		s.Event(i, "w", customEvent(t, 5, map[string]any{name: "412"}))
	}
	require.Len(t, s.Report().Findings, 2, "what a text is worth depends on its name")
	for i := range 3 {
		s.Event(9, "w", textEvent(t, int64(i), 7+i, "paid with 4242424242424242"))
	}
	require.Len(t, s.Report().Findings, 5)

	q := newQuietTexts()
	note := func(text string) { // a text is kept when it comes a second time
		for range 2 {
			_, hash := q.has(text)
			q.add(text, hash)
		}
	}
	knows := func(text string) bool {
		known, _ := q.has(text)
		return known
	}
	for i := range 3000 {
		note(quoted(make([]int, 500+i%500)) + fmt.Sprint(i))
	}
	require.LessOrEqual(t, q.size, quietBytes)
	held := 0
	for _, slot := range q.slots {
		held += cap(slot)
	}
	require.Equal(t, held, q.size)
	require.Positive(t, held)
	note("a")
	require.True(t, knows("a"))
	require.False(t, knows("b"))
}
