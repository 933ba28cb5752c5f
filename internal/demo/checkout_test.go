package demo

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuying(t *testing.T) {
	for version, leaky := range bothVersions {
		v := open(t, Options{Leaky: leaky})
		receipt := v.buy()
		require.Equal(t, http.StatusOK, receipt.status, version)
		for _, want := range []string{"Thank you", "Evening teapot", "$89.00", "Visa •••• 4242", "Hulbrantz Wexomire, 83 Plimvorten Lane"} {
			require.Contains(t, visibleText(t, receipt.body), want, version)
		}
		require.NotContains(t, receipt.body, "4242 4242", "the shop never had the card")
		require.Contains(t, v.get("/cart").body, "nothing in it", "the cart is empty after paying")
	}
}

func TestCart(t *testing.T) {
	v := open(t, Options{})
	v.submit("/cart", map[string]string{"product": "ridge-mug"})
	v.submit("/cart", map[string]string{"product": "ridge-mug"})
	require.Contains(t, v.get("/cart").body, "$56.00")
	require.Contains(t, v.submit("/cart/quantity", map[string]string{"product": "ridge-mug", "pieces": "3"}).body, "$84.00")
	require.Contains(t, v.submit("/cart/quantity", map[string]string{"product": "ridge-mug", "pieces": "999"}).body, "$560.00")
	require.Contains(t, v.submit("/cart/quantity", map[string]string{"product": "ridge-mug", "pieces": "0"}).body, "nothing in it")
	require.Equal(t, http.StatusNotFound, v.submit("/cart", map[string]string{"product": "anvil"}).status)
	for _, pieces := range []string{"-1", "many", ""} {
		require.Equal(t, http.StatusBadRequest, v.submit("/cart/quantity", map[string]string{"product": "ridge-mug", "pieces": pieces}).status)
	}
}

func TestCheckoutNeedsACart(t *testing.T) {
	v := open(t, Options{})
	require.Equal(t, "http://shop.test/cart", v.get("/checkout").url)
}

func TestOrderProblems(t *testing.T) {
	collect := with(orderForm, "delivery", "collect")
	tests := map[string]struct {
		form map[string]string
		want []string
	}{
		"no token":               {orderForm, []string{"card"}},
		"bad email":              {with(orderForm, "email", "nobody"), []string{"email"}},
		"email with a name":      {with(orderForm, "email", "A <a@example.com>"), []string{"email"}},
		"no name on card":        {with(orderForm, "card_name", " "), []string{"card_name"}},
		"parcel to nobody":       {with(orderForm, "recipient", ""), []string{"recipient"}},
		"parcel to nowhere":      {with(orderForm, "address", ""), []string{"address"}},
		"collecting has none":    {with(collect, "address", ""), []string{"card"}},
		"several at once":        {with(with(orderForm, "email", ""), "card_name", ""), []string{"email", "card_name"}},
		"a token nobody gave us": {with(orderForm, "card_token", "tok_X"), []string{"card"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			v := open(t, Options{})
			v.submit("/cart", map[string]string{"product": "moss-bowl"})
			got := v.send("/orders", test.form)
			require.Equal(t, http.StatusUnprocessableEntity, got.status)
			require.ElementsMatch(t, test.want, got.wrong(t))
			require.Contains(t, v.get("/cart").body, "Moss bowl", "a refused order keeps the cart")
		})
	}
}

func TestTokenIsGoodForOneCharge(t *testing.T) {
	v := open(t, Options{})
	token := v.send("http://pay.test/v1/tokens", cardForm).field(t, "token")
	for i, want := range []int{http.StatusOK, http.StatusUnprocessableEntity} {
		v.submit("/cart", map[string]string{"product": "moss-bowl"})
		require.Equal(t, want, v.send("/orders", with(orderForm, "card_token", token)).status, "charge %d", i)
	}
}

// TestKeepingACard: the frame that sees the card is another site than the wallet
// around it, and the same provider; the token is good for one try here too.
func TestKeepingACard(t *testing.T) {
	for version, leaky := range bothVersions {
		v := open(t, Options{Leaky: leaky})
		require.Contains(t, v.get("/account/card").body, `data-pay-origin="http://pay.test"`, version)
		require.Contains(t, v.get("http://pay.test/wallet-frame").body, `src="http://pay.vault.test/card-frame"`)
		require.Contains(t, v.get("http://pay.cards.test:81/wallet-frame").body, `src="http://pay.vault.test:81/card-frame"`)
		token := v.send("http://pay.vault.test/v1/tokens", cardForm).field(t, "token")
		require.Equal(t, "/account", v.send("/account/card", map[string]string{"card_token": token}).field(t, "next"))
		require.Equal(t, []string{"card"}, v.send("/account/card", map[string]string{"card_token": token}).wrong(t))
	}
}

func TestCardProblems(t *testing.T) {
	tests := map[string]struct {
		form map[string]string
		want []string
	}{
		"fails Luhn":           {with(cardForm, "number", "4242 4242 4242 4241"), []string{"number"}},
		"too short":            {with(cardForm, "number", "42424242"), []string{"number"}},
		"empty":                {map[string]string{}, []string{"number", "expiry", "cvc"}},
		"expired last month":   {with(cardForm, "expiry", "10 / 26"), []string{"expiry"}},
		"no such month":        {with(cardForm, "expiry", "13 / 30"), []string{"expiry"}},
		"half a date":          {with(cardForm, "expiry", "12"), []string{"expiry"}},
		"cvc too short":        {with(cardForm, "cvc", "73"), []string{"cvc"}},
		"amex has four digits": {with(cardForm, "number", "3782 822463 10005"), []string{"cvc"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := open(t, Options{}).send("http://pay.test/v1/tokens", test.form)
			require.Equal(t, http.StatusPaymentRequired, got.status)
			require.ElementsMatch(t, test.want, got.wrong(t))
		})
	}
}

func TestCardsThatPass(t *testing.T) {
	tests := []struct {
		form  map[string]string
		brand string
		last4 string
	}{
		{cardForm, "Visa", "4242"},
		{with(cardForm, "expiry", "11/26"), "Visa", "4242"}, // good to the end of its month
		{with(cardForm, "number", "5555555555554444"), "Mastercard", "4444"},
		{with(with(cardForm, "number", "378282246310005"), "cvc", "1234"), "American Express", "0005"},
		{with(cardForm, "number", "6011-1111-1111-1117"), "Discover", "1117"},
	}
	for _, test := range tests {
		got := open(t, Options{}).send("http://pay.test/v1/tokens", test.form)
		require.Equal(t, http.StatusOK, got.status, got.body)
		require.Equal(t, test.brand, got.field(t, "brand"))
		require.Equal(t, test.last4, got.field(t, "last4"))
		require.NotContains(t, got.body, digitsOf(test.form["number"]))
	}
}
