package canary

import (
	"fmt"
	"strconv"
	"strings"
)

// stripeCards are test cards that Stripe publishes (docs.stripe.com/testing);
// the first is the one of the checkout flow. No two end in the same four digits.
func stripeCards() []string {
	return []string{
		"4242424242424242", "4000056655665556", "5555555555554444", "2223003122003222",
		"5200828282828210", "5105105105105100", "6011111111111117", "6011000990139424",
		"6011981111111113", "3056930009020004", "3566002020360505", "6200000000000005",
		"378282246310005", "371449635398431", "36227206271667",
	}
}

// areaCodes are North American area codes in service; with 555-01xx behind them
// they reach nobody.
func areaCodes() []string {
	return strings.Fields("201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 " +
		"239 240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 " +
		"315 316 317 318 319 320 321 323 325 330 331 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 " +
		"408 409 410 412 413 414 415 417 419 423 424 425 432 434 435 440 443 458 469 470 475 478 479 480 484 501 502 " +
		"503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573 574")
}

func generateNumber(kind Kind, src *source) string {
	switch kind {
	case Phone:
		areas := areaCodes()
		return "+1 " + areas[src.intn(len(areas))] + " 555-01" + src.digits(2)
	case SSN:
		// Groups 10 to 49 are no taxpayer numbers.
		return fmt.Sprintf("%d-%d-%d", 900+src.intn(100), 10+src.intn(40), 1000+src.intn(9000))
	case IBAN:
		account := "9" + src.digits(17)
		return fmt.Sprintf("DE%02d%s", ibanCheck("DE", account), account)
	case Card:
		body := "4000" + src.digits(11)
		return body + string(luhnDigit(body))
	default:
		return ""
	}
}

// generateLookalike makes a value with the shape of the kind whose checksum
// fails.
func generateLookalike(kind Kind, src *source) string {
	if kind == IBAN {
		account := "9" + src.digits(17)
		return fmt.Sprintf("DE%02d%s", 2+(ibanCheck("DE", account)+1+src.intn(90))%96, account)
	}
	body := "4539" + src.digits(11)
	wrong := (int(luhnDigit(body)-'0') + 1 + src.intn(9)) % 10
	return body + strconv.Itoa(wrong)
}

// luhnDigit returns the digit that makes number+digit pass ISO/IEC 7812-1 annex B.
func luhnDigit(number string) byte {
	sum := 0
	for i := range number {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// ibanCheck returns the two check digits of ISO 13616 for a numeric account.
func ibanCheck(country, account string) int {
	rest := 0
	for _, c := range account + country + "00" {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return 98 - rest
}
