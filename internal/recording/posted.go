package recording

import (
	"bufio"
	"bytes"
	"io"

	"github.com/maskproof/maskproof/internal/ingest"
)

// maxPosted is how many bytes a captured form may have: more than PostHog takes.
const maxPosted = 32 << 20

// isPosted says whether the bytes begin like a request of posthog-js that is
// neither JSON nor gzip: a form with a field data, or base64 of JSON or gzip.
func isPosted(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	for _, begin := range []string{"data=", "H4sI", "eyJ", "W3si"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return true
		}
	}
	return bytes.HasPrefix(line, []byte("compression=")) && bytes.Contains(line, []byte("&data="))
}

// posted undoes the encodings of a captured request. What cannot be decoded is
// left as it is, and no recording.
func posted(in *bufio.Reader) (io.ReadCloser, error) {
	body, err := io.ReadAll(io.LimitReader(in, maxPosted))
	if err != nil {
		return nil, err
	}
	plain, err := ingest.Plain(body)
	if err != nil {
		return io.NopCloser(io.MultiReader(bytes.NewReader(body), in)), nil
	}
	return io.NopCloser(io.MultiReader(bytes.NewReader(plain), in)), nil
}
