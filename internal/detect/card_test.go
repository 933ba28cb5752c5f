package detect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

func TestCard(t *testing.T) {
	const visa = "4929371846502834"
	check(t, canary.Card, "", []sample{
		{text: "4929 3718 4650 2834", want: High, value: visa},
		{text: "4929-3718-4650-2834", want: High, value: visa},
		{text: "paid with 4929 3718 4650 2834 12/27 123", want: High, value: visa},
		{text: "?n=4929+3718+4650+2834&x", want: High, value: visa},
		{text: "card: 4929371846502834", want: High, value: visa},
		{text: "4929371846502834", want: High, value: visa, at: under("cardNumber")},
		{text: "3782 915503 84613", want: High, value: "378291550384613"},
		{text: "3629 155038 469" + "", want: ""}, // 4-6-3
		{text: "4929371846502834", want: Medium, value: visa},
		{text: "4929371846502834", want: Medium, value: visa, at: typed()},
		{text: "5378291550384612.", want: Medium, value: "5378291550384612"},
		{text: "36291550384696", want: ""}, // Luhn
		{text: "2720950384617297", want: Medium, value: "2720950384617297"},
		{text: "3528915503846178", want: Medium, value: "3528915503846178"},
		{text: "6011950384617296", want: Medium, value: "6011950384617296"},
		{text: "6229503846172919", want: Medium, value: "6229503846172919"},
		{text: "6759503846177", want: Medium, value: "6759503846177"},
		{text: "4929371846502830006", want: Medium, value: "4929371846502830006"},
		{text: "order 4929371846502834", want: Low, value: visa},
		{text: "4929371846502834", want: Low, value: visa, at: under("id")},
		{text: "/p/4929371846502834", want: Low, value: visa, at: Place{Surface: rrweb.SurfaceURL}},
		{text: `{"x":"4929371846502834"}`, want: Low, value: visa},
		{text: "item-4929371846502834", want: Low, value: visa},
		{text: "test card 4929 3718 4650 2834", want: Low, value: visa},
		{text: "4929 3718 4650 2834", want: Low, value: visa, at: Place{Name: "placeholder", Surface: rrweb.SurfaceAttribute, Content: true}},
		{text: "1032 4929 3718 4650 2834 8841", want: Low, value: visa}, // a row of numbers
		{text: "7 4929 3718 4650 2834", want: Low, value: visa},
		{text: "4929 3718 4650 2834 12 27 123 4", want: Low, value: visa},
		{text: "4929 3718 4650 2835"},
		{text: "4242 4242 4242 4242"},
		{text: "4111111111111111"},
		{text: "9012345678901238"}, // no network
		{text: "492937184650283"},  // no length of Visa's
		{text: "0.4929371846502834"},
		{text: ".4929371846502834"},
		{text: "1.4929371846502834.2"},
		{text: "x4929371846502834"},
		{text: "4929371846502834f"},
		{text: "_4929371846502834"},
		{text: "+4929371846502834"},
		{text: "104929371846502834"},
		{text: "4929 3718-4650 2834"},
		{text: "**** **** **** 2834"},
		{text: "492937******2834"},
		{text: "•4929371846502834"},
		{text: "4929 3718 4650 2834", at: Place{Surface: rrweb.SurfaceCSS}},
	})
}

// TestTestCards: the list is of cards, so that no typing error hides in it.
func TestTestCards(t *testing.T) {
	for _, c := range testCards {
		require.True(t, luhn(c), c)
		require.NotEmpty(t, networkOf(c), c)
	}
}
