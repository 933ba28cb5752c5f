package ingest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// limits are how many bytes a body may have.
type limits struct {
	body  int // as received
	plain int // after unpacking
}

// standard is PostHog's limit for the recording endpoint, and ours for what it
// may unpack to.
var standard = limits{body: 25 << 20, plain: 256 << 20}

// maxLayers is how many encodings may be wrapped around each other: an HTTP
// content encoding, a form with base64, and gzip in it.
const maxLayers = 4

// Plain undoes all encodings of a body that was captured without its headers: a
// form, base64, gzip.
func Plain(body []byte) ([]byte, error) {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	return standard.plainBody(form, url.Values{"compression": {"base64"}}, bytes.TrimSpace(body))
}

// plainBody undoes all encodings of a body.
func (l limits) plainBody(h http.Header, query url.Values, body []byte) ([]byte, error) {
	if len(body) == 0 {
		body = []byte(url.Values{"data": query["data"]}.Encode())
	}
	if len(body) > l.body {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(body))
	}
	if err := checkContentEncoding(h); err != nil {
		return nil, err
	}
	compression := strings.ToLower(query.Get("compression"))
	isForm := isFormType(h.Get("Content-Type"))
	for range maxLayers {
		next, hint, err := l.unwrap(body, isForm, compression)
		if err != nil {
			return nil, err
		}
		if next == nil {
			return body, nil
		}
		body, compression = next, hint
	}
	return nil, fmt.Errorf("%w: too many layers", ErrEncoding)
}

// checkContentEncoding refuses what the layers below would not recognise by its
// first bytes.
func checkContentEncoding(h http.Header) error {
	switch enc := strings.ToLower(strings.TrimSpace(h.Get("Content-Encoding"))); enc {
	case "", "identity", "gzip", "x-gzip":
		return nil
	default:
		return fmt.Errorf("%w: content encoding %q", ErrUnsupported, enc)
	}
}

func isFormType(contentType string) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && mediaType == "application/x-www-form-urlencoded"
}

// unwrap undoes the outermost encoding; nil means that there is none. The hint
// names the compression of what it returns, where the encoding says it.
func (l limits) unwrap(body []byte, isForm bool, compression string) (next []byte, hint string, err error) {
	trimmed := bytes.TrimSpace(body)
	switch {
	case bytes.HasPrefix(body, []byte{0x1f, 0x8b}):
		next, err = l.gunzip(body)
		return next, "", err
	case bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[")):
		return nil, "", nil
	case strings.HasPrefix(compression, "lz64") || compression == "lz-string":
		return nil, "", fmt.Errorf("%w: compression %q", ErrUnsupported, compression)
	case bytes.HasPrefix(trimmed, []byte("data=")), isForm && bytes.Contains(trimmed, []byte("&data=")):
		return unform(trimmed, compression)
	case compression == "base64":
		next, err = unbase64(trimmed)
		return next, "", err
	}
	return nil, "", fmt.Errorf("%w: neither JSON nor gzip nor a form (compression %q)", ErrEncoding, compression)
}

// gunzip undoes gzip, with all members and nothing behind them.
func (l limits) gunzip(body []byte) ([]byte, error) {
	zr, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: gzip: %w", ErrEncoding, err)
	}
	plain, err := io.ReadAll(io.LimitReader(zr, int64(l.plain)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: gzip: %w", ErrEncoding, err)
	case len(plain) > l.plain:
		return nil, fmt.Errorf("%w: more than %d bytes unpacked", ErrTooLarge, l.plain)
	}
	return plain, nil
}

// unform takes the field data out of a form.
func unform(body []byte, compression string) ([]byte, string, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, "", fmt.Errorf("%w: form: %w", ErrEncoding, err)
	}
	if named := form.Get("compression"); named != "" {
		compression = strings.ToLower(named)
	}
	data := form.Get("data")
	if data == "" {
		return nil, "", fmt.Errorf("%w: form without data", ErrEncoding)
	}
	if compression == "" {
		compression = "base64" // has no effect on plain JSON
	}
	return []byte(data), compression, nil
}

// unbase64 undoes base64 in both alphabets, with or without padding. A form
// field may have turned + into a space.
func unbase64(data []byte) ([]byte, error) {
	text := strings.NewReplacer("-", "+", "_", "/", " ", "+", "\n", "", "\r", "").Replace(string(data))
	plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return nil, fmt.Errorf("%w: base64: %w", ErrEncoding, err)
	}
	if len(plain) == 0 {
		return nil, fmt.Errorf("%w: base64: %w", ErrEncoding, errors.New("empty"))
	}
	return plain, nil
}
