package scan

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/spaolacci/murmur3"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
)

// hashedBy lists one text for each canary that pages send digests of.
func hashedBy() map[string]string {
	return map[string]string{
		"email": "qwzrtvbnmkhjklpoiu@xcvbnmqw.example.com", // as Gmail delivers it
		"phone": "+12125550142", "dob": "19841227", "ssn": "912345678", "card": "4242424242424242",
		"name": "bofadoruv kitenamos", "address": "1234 ZUPELAGON STREET",
	}
}

func TestDigests(t *testing.T) {
	s := newScanner(t, planted()...)
	for id, text := range hashedBy() {
		for _, d := range digests() {
			sum := d.sum(text)
			for _, written := range []string{
				hex.EncodeToString(sum), strings.ToUpper(hex.EncodeToString(sum)), base64.StdEncoding.EncodeToString(sum),
				base64.RawURLEncoding.EncodeToString(sum), "https://x.test/?em=" + hex.EncodeToString(sum) + "&v=1",
			} {
				hits, cut := s.reader.read(written, "", false)
				require.Empty(t, cut)
				require.Len(t, hits, 1, "%s of %s", d.name, id)
				require.Equal(t, []any{id, Hashed, []string{d.name}}, []any{planted()[hits[0].canary].ID, hits[0].match, hits[0].via})
			}
		}
	}
}

// A hash of 32 bits counts only where it stands alone.
func TestMurmur(t *testing.T) {
	s := newScanner(t, planted()...)
	sum := murmur3.Sum32([]byte("qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"))
	for text, want := range map[string]int{
		fmt.Sprintf("%08x", sum): 1, fmt.Sprintf("id=%08X;", sum): 1, fmt.Sprint(sum): 1,
		fmt.Sprintf("%08xa", sum): 0, fmt.Sprintf("a%08x", sum): 0, fmt.Sprintf("%08x", sum+1): 0,
	} {
		hits, _ := s.reader.read(text, "", false)
		require.Len(t, hits, want, text)
	}
}

func TestHashOfHashAndSalts(t *testing.T) {
	md5 := digests()[0]
	s, err := New(Options{
		Canaries: planted(), Policy: DefaultPolicy(),
		Transforms: []canary.Transform{{Name: "pepper", Salt: "s3cret:"}, {Name: "tail", Salt: "-x9", After: true}},
	})
	require.NoError(t, err)
	const email = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"
	for text, via := range map[string][]string{
		hex.EncodeToString(md5.sum(email)):                                           {"md5"},
		fmt.Sprintf("%x", sha256.Sum256([]byte(hex.EncodeToString(md5.sum(email))))): {"md5", "sha256"},
		fmt.Sprintf("%x", sha256.Sum256([]byte("s3cret:"+email))):                    {"pepper", "sha256"},
		fmt.Sprintf("%x", sha256.Sum256([]byte(email+"-x9"))):                        {"tail", "sha256"},
		fmt.Sprintf("%x", sha256.Sum256([]byte(email+"-x8"))):                        nil,
	} {
		hits, _ := s.reader.read(text, "", false)
		if via == nil {
			require.Empty(t, hits)
			continue
		}
		require.Len(t, hits, 1)
		require.Equal(t, via, hits[0].via)
	}
}
