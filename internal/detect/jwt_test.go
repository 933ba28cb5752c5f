package detect

import "testing"

// Tokens with header {"alg": "HS256", "typ": "JWT"} and a made up signature.
const (
	jwtHeader  = "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9."
	jwtSign    = ".q8fJ2mZt0xVd7Kc4Lr9Ws1Yp6Hn3Bg5Ae"
	jwtExpires = jwtHeader + "eyJzdWIiOiAidTEiLCAiZXhwIjogMTc5NTAwMDAwMH0" + jwtSign // exp 1795000000
	jwtEternal = jwtHeader + "eyJzdWIiOiAidTEifQ" + jwtSign
	jwtAnon    = jwtHeader + "eyJyb2xlIjogImFub24iLCAiZXhwIjogMTk5NTAwMDAwMH0" + jwtSign
	jwtNoAlg   = "eyJ0eXAiOiAiSldUIn0.eyJzdWIiOiAidTEifQ" + jwtSign
)

func TestJWT(t *testing.T) {
	check(t, JWT, "", []sample{
		{text: jwtExpires, want: High, value: jwtExpires},
		{text: "Bearer " + jwtEternal, want: High, value: jwtEternal},
		{text: "eyJ eyJx." + " ?token=" + jwtExpires + "&x", want: High, value: jwtExpires},
		{text: jwtExpires, want: Medium, value: jwtExpires, at: Place{Surface: "url", Time: 1_795_000_001_000}},
		{text: jwtExpires, want: Medium, value: jwtExpires, at: Place{Surface: "url"}},
		{text: jwtAnon, want: Low, value: jwtAnon},
		{text: jwtNoAlg},
		{text: jwtHeader + "eyJzdWIiOiAidTEifQ"},
		{text: jwtHeader + "eyJzdWIiOiAidTEifQ."},
		{text: jwtHeader + "xxJzdWIiOiAidTEifQ" + jwtSign},
		{text: jwtHeader + "eyJzdWIiOiAidTEifQ." + sampleSignature},
		{text: "x" + jwtEternal},
	})
}
