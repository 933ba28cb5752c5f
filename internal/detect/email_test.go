package detect

import (
	"testing"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

func TestEmail(t *testing.T) {
	check(t, canary.Email, "", []sample{
		{text: "jane@shop.com", want: Medium, value: "jane@shop.com"},
		{text: "Hi Jane.Miller+x@Mail.Shop.co.uk!", want: Medium, value: "jane.miller+x@mail.shop.co.uk"},
		{text: "jane@shop.com", want: High, value: "jane@shop.com", at: typed()},
		{text: "jane@shop.com", want: High, value: "jane@shop.com", at: under("userEmail")},
		{text: "jane@shop.com", want: High, value: "jane@shop.com", at: under("$email")},
		{text: "mailto:jane@shop.com?subject=x", want: High, value: "jane@shop.com"},
		{text: "E-Mail: <jane@shop.com>", want: High, value: "jane@shop.com"},
		{text: "“jane@shop.com”", want: Medium, value: "jane@shop.com"},
		{text: "josé@shop.com", want: Medium, value: "josé@shop.com"},
		{text: "jane@shop.com.", want: Medium, value: "jane@shop.com"},
		{text: "'jane@shop.com'", want: Medium, value: "jane@shop.com"},
		{text: "jane@jane.github.io", want: Medium, value: "jane@jane.github.io"},
		{text: "jane@qzz.io", want: Medium, value: "jane@qzz.io"}, // whose owner lends names below it
		{text: "support@shop.com", want: Low, value: "support@shop.com"},
		{text: "noreply+7@shop.com", want: Low, value: "noreply+7@shop.com"},
		{text: "you@company.com", want: Low, value: "you@company.com"},
		{text: "e.g. jane@shop.com", want: Low, value: "jane@shop.com"},
		{text: "jane@shop.com", want: Low, value: "jane@shop.com", at: Place{Name: "placeholder", Surface: rrweb.SurfaceAttribute}},
		{text: "0f3a9c1e7b2d4f6a8c0e@mail.shop.com", want: Low, value: "0f3a9c1e7b2d4f6a8c0e@mail.shop.com"},
		{text: "git@github.com:shop/app.git", want: Low, value: "git@github.com"},
		{text: "jane@example.com"},
		{text: "jane@mail.example.org"},
		{text: "jane@shop.test"},
		{text: "jane@localhost"},
		{text: "jane@host.invalid"},
		{text: "jane@printer.local"},
		{text: "logo@2x.png"},
		{text: "logo@3x.ai"},
		{text: "lodash@4.17.21"},
		{text: "@scope/package.com"},
		{text: "medium.com/@jane.doe"},
		{text: "https://0f3a9c1e7b2d@o12.ingest.sentry.io/456"},
		{text: "https://jane:pw@shop.com/"},
		{text: "jane..doe@shop.com"},
		{text: "j***@shop.com"},
		{text: "***e@shop.com"},
		{text: "jane@co.uk"},
		{text: "jane@-shop.com"},
		{text: "jane@shop..com"},
		{text: "@media print{a.com}"},
	})
}
