package scan

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const mail = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"

// cut wraps each n characters of a text with a format.
func cut(text string, n int, format string) string {
	var b strings.Builder
	for ; len(text) > n; text = text[n:] {
		fmt.Fprintf(&b, format, text[:n])
	}
	fmt.Fprintf(&b, format, text)
	return b.String()
}

func digestOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// TestBrokenEncodings holds that an encoded value or a digest that no string shows
// whole is found over the borders of texts, and nothing in the same page with
// another value.
func TestBrokenEncodings(t *testing.T) {
	t.Parallel()
	json64 := func(v string) string {
		return base64.StdEncoding.EncodeToString([]byte(`{"user":{"id":88123,"address":"` + v + `"},"ok":true}`))
	}
	for name, tt := range map[string]struct {
		body func(value string) string
		via  []string
	}{
		"base64 in spans": {func(v string) string {
			return `<code>x=` + cut(base64.StdEncoding.EncodeToString([]byte(v)), 9, "<span>%s</span>") + `;</code>`
		}, []string{"inline-text", "base64"}},
		"lines of a pre": {func(v string) string { return `<pre>` + cut(json64(v), 20, "<span>%s</span>\n") + `</pre>` }, []string{"inline-text", "base64"}},
		"a block a line": {func(v string) string { return `<pre>` + cut(json64(v), 64, "<div>%s</div>") + `</pre>` }, []string{"blocks", "base64"}},
		"digest in two":  {func(v string) string { return `<p>key <b>` + digestOf(v)[:20] + `</b>` + digestOf(v)[20:] + `</p>` }, []string{"inline-text", "sha256"}},
		"one letter each": {func(v string) string {
			return `<p>key ` + cut(digestOf(v), 1, "<i>%s</i>") + `</p>`
		}, []string{"inline-text", "sha256"}},
		"hex in parts":     {func(v string) string { return `<p>` + cut(hex.EncodeToString([]byte(v)), 11, "<i>%s</i>") + `</p>` }, []string{"inline-text", "hex"}},
		"percent in parts": {func(v string) string { return `<p><b>` + strings.Replace(v, "@", "%4</b>0", 1) + `</p>` }, []string{"inline-text", "url-decoded"}},
	} {
		r := newStage(t, false).page(tt.body(mail)).scan()
		require.Len(t, r.Findings, 1, "%s: %+v", name, r.Findings)
		f := r.Findings[0]
		require.Equal(t, "email", f.Canary, name)
		require.Equal(t, tt.via, f.Via[:len(tt.via)], name)
		require.Contains(t, []Match{Encoded, Hashed}, f.Match, name)
		require.NotEmpty(t, f.Selector, name)
		require.Empty(t, newStage(t, false).page(tt.body("anna.petersen-lindgren@posteo.example.org")).scan().Findings, name)
	}
}

// TestWholeEncodingIsNotJoinedToo holds that what one of the texts shows by itself
// is found there only, however its neighbours go on.
func TestWholeEncodingIsNotJoinedToo(t *testing.T) {
	for _, value := range []string{base64.StdEncoding.EncodeToString([]byte(mail)), digestOf(mail)} {
		r := newStage(t, false).page(`<p><b>` + value + `</b>==<i>_next</i></p>`).scan()
		require.Len(t, r.Findings, 1)
		require.NotEqual(t, "inline-text", r.Findings[0].Via[0])
	}
}

// TestGluedNumbersAreNoEncoding holds that digits that touch are not read in
// another order or as characters.
func TestGluedNumbersAreNoEncoding(t *testing.T) {
	for _, body := range []string{
		`<p><span>191</span><span>87654</span><span>3219</span><span>770011</span></p>`,
		`<p>` + cut("0242424242424242400000", 3, "<b>%s</b>") + `</p>`,
		`<ul><li>` + digestOf(mail)[:32] + `</li><li>` + digestOf("x")[32:] + `</li></ul>`,
	} {
		for _, f := range newStage(t, false).page(body).scan().Findings {
			require.Equal(t, Fragment, f.Match, "%s: %+v", body, f)
		}
	}
}
