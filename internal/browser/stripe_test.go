package browser

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// walkFlow walks a flow as a person writes it, on the pages of testdata.
func walkFlow(t testing.TB, text string) (*flow.Trace, error) {
	t.Helper()
	f, err := flow.Parse("testdata/test.yaml", []byte("version: 1\nname: test\n"+text), flow.Options{})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return sharedBrowser(t).Run(ctx, f, RunOptions{BaseURL: "http://app.test:" + serve(t, files()), RunID: "r1", StepTimeout: 8 * time.Second})
}

// The fields of a payment form three frames deep, each of another site, in one
// frame or in one a field, and mounted anew while the first is filled.
func TestStripeCard(t *testing.T) {
	for name, query := range map[string]string{
		"combined": "", "split": "split=1", "remounts": "remount=1", "split, remounts": "split=1&remount=1",
	} {
		t.Run(name, func(t *testing.T) {
			trace, err := walkFlow(t, `start: /stripe.html?`+query+`
steps:
  - stripe_card: {number: "4242 4242 4242 4242", expiry: 12 / 34, cvc: "123", postal: "94107"}
  - click: {role: button, name: Pay}
  - expect: {text: paid 4242424242424242 1234 123 94107}
`)
			require.NoError(t, err)
			require.Equal(t, "stripe_card card number", trace.Steps[0].Title)
			require.Len(t, trace.Steps, 6)
		})
	}
}

// The same field, named frame by frame, and by a part of its address alone.
func TestNestedFrames(t *testing.T) {
	for name, in := range map[string]string{
		"list":  `[{title: Secure all input frame}, {name: fields}, {url: field.iso.test}]`,
		"depth": `{url: field.iso.test}`,
		"any":   `any`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := walkFlow(t, `start: /stripe.html
steps:
  - fill: {placeholder: CVC}
    in: {frame: `+in+`}
    value: "123"
  - expect: {visible: {css: "input[name=cvc]"}}
    in: {frame: `+in+`}
  - click: {text: Pay}
  - expect: {text: paid - - 123 -}
`)
			require.NoError(t, err)
		})
	}
}

func TestStripe3DS(t *testing.T) {
	for _, answer := range []string{"complete", "fail"} {
		_, err := walkFlow(t, `start: /stripe.html?3ds=1
steps:
  - click: {text: Pay}
  - stripe_3ds: `+answer+`
  - expect: {text: 3ds `+answer+`}
`)
		require.NoError(t, err)
	}
}

// A challenge for humans is told apart from an app that does not work.
func TestRefusesAutomation(t *testing.T) {
	trace, err := walkFlow(t, `start: /stripe.html?captcha=1
steps:
  - click: {text: Pay}
  - wait_for: {text: Thank you}
    timeout: 1s
`)
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "hCaptcha", refused.By)
	var step *StepError
	require.True(t, errors.As(err, &step))
	require.Contains(t, trace.Steps[1].Error, "hCaptcha refuses automation: it asks for a human")
}

func TestFrameErrors(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"never there":  {`{title: Secure card}`, `0 frames match frame title "Secure card", want 1`},
		"second never": {`[{title: Secure all input frame}, {name: other}]`, `0 frames match frame name "other", want 1`},
		"several":      {`{url: stripe-outer}`, `4 frames match frame url "stripe-outer", want 1`},
		"not in any":   {`any`, `nothing matches label "No such" in any frame`},
	} {
		t.Run(name, func(t *testing.T) {
			start := "/stripe.html"
			if name == "several" {
				start += "?split=1"
			}
			_, err := walkFlow(t, `start: `+start+`
steps:
  - fill: {label: No such}
    in: {frame: `+test.in+`}
    value: x
    timeout: 1s
`)
			require.ErrorContains(t, err, test.want)
			require.ErrorContains(t, err, `; on the page: title "`)
		})
	}
}
