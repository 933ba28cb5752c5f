package detect

import (
	"slices"
	"strings"
)

// ibanLengths are the lengths by country (SWIFT IBAN registry, release 99). The
// map is never written.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21,
	"CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18,
	"FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23,
	"IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27,
	"MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28,
	"PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
	"SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

// These lists are never written.
var (
	ibanWords = []string{"iban", "bank", "account", "konto", "kontonummer", "bankverbindung", "sepa", "compte", "cuenta"}

	// sampleIBANs stand in the registry and in many help texts.
	sampleIBANs = strings.Fields(`DE89370400440532013000 DE75512108001245126199 GB29NWBK60161331926819 GB82WEST12345698765432
		GB33BUKB20201555555555 FR1420041010050500013M02606 FR7630006000011234567890189 NL91ABNA0417164300 ES9121000418450200051332
		IT60X0542811101000000123456 CH9300762011623852957 AT611904300234573201 BE68539007547034 IE29AIBK93115212345678
		LU280019400644750000 PT50000201231234567890154 SE4550000000058398257466 NO9386011117947 DK5000400440116243
		FI2112345600000785 PL61109010140000071219812874 CZ6508000000192000145399 DE91100000000123456789 AT483200000012345864
		SE3550000000054910000003 NL20INGB0001234567 BE71096123456769 DE12500105170648489890`)
)

// findIBANs looks at each word that begins with two letters and two digits.
func findIBANs(l *look) {
	for i := 3; i < len(l.text); i++ {
		if isDigit(l.text[i]) && isDigit(l.text[i-1]) && isLetter(l.text[i-2]) && isLetter(l.text[i-3]) {
			l.iban(i - 3)
		}
	}
}

// iban reports a number that begins at start, written in one or in groups.
func (l *look) iban(start int) {
	length := ibanLengths[strings.ToUpper(l.text[start:start+2])]
	if length == 0 {
		return
	}
	value, end := l.account(start, length)
	if len(value) != length || !l.stands(start, end) || !allBut(value, 2, isUpperOrDigit) {
		return
	}
	value = strings.ToUpper(value)
	if !mod97(value) {
		return
	}
	// A bank code that begins with 9 is in no clearing area of Germany.
	if slices.Contains(sampleIBANs, value) || value[:2] == "DE" && value[4] == '9' {
		return
	}
	c := Medium
	if end-start > length || l.at.Content || l.telling(start, ibanWords) {
		c = High
	}
	l.found(start, end, c, value, value[:2])
}

// account collects length letters and digits from start on, over the single
// spaces or dashes between groups of four.
func (l *look) account(start, length int) (value string, end int) {
	out := make([]byte, 0, length)
	for end = start; end < len(l.text) && len(out) < length; end++ {
		switch c := l.text[end]; {
		case isDigit(c) || isLetter(c):
			out = append(out, c)
		case (c == ' ' || c == '-') && len(out)%4 == 0 && isWord(l.text[end-1]):
		default:
			return "", end
		}
	}
	return string(out), end
}

// mod97 is the check of ISO 7064: the first four bytes moved to the end, letters
// as 10 to 35, the whole leaves 1.
func mod97(iban string) bool {
	rest := 0
	for _, c := range []byte(iban[4:] + iban[:4]) {
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}
