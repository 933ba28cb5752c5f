package detect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

func TestIBAN(t *testing.T) {
	const german = "DE81500105175648273914"
	check(t, canary.IBAN, "", []sample{
		{text: german, want: High, value: german},
		{text: "DE81 5001 0517 5648 2739 14", want: High, value: german},
		{text: "IBAN: DE81 5001 0517 5648 2739 14, BIC", want: High, value: german},
		{text: "de81500105175648273914", want: High, value: german},
		{text: german, want: High, value: german, at: under("iban")},
		{text: german, want: Medium, value: german, at: under("x")},
		{text: "/pay/" + german, want: Medium, value: german, at: Place{Surface: rrweb.SurfaceURL}},
		{text: "GB26MIDL40051512345674", want: High, value: "GB26MIDL40051512345674"},
		{text: "FR1930004008281234567890143", want: High, value: "FR1930004008281234567890143"},
		{text: "NO23 8601 1117 946", want: High, value: "NO2386011117946"},
		{text: "MT84MALT011000012345MTLCAST001S", want: High, value: "MT84MALT011000012345MTLCAST001S"},
		{text: "example DE81500105175648273914", want: Low, value: german},
		{text: "DE82500105175648273914"},
		{text: "DE8150010517564827391"},
		{text: "DE815001051756482739141"},
		{text: "XDE81500105175648273914"},
		{text: "ZZ81500105175648273914"},
		{text: "DE89 3704 0044 0532 0130 00"},
		{text: "DE51900105175648273914"}, // no clearing area
		{text: "gb26midl40051512345674"},
		{text: "DE81 **** **** **** **39 14"},
		{text: "DE8 15001 0517 5648 2739 14"},
	})
}

func TestSampleIBANs(t *testing.T) {
	for _, s := range sampleIBANs {
		require.True(t, mod97(s), s)
		require.Len(t, s, ibanLengths[s[:2]], s)
	}
}
