// Package canary makes the synthetic values that a run plants, and lists the
// forms in which one may reappear in a recording. It is layer 0 and knows
// nothing of recordings or browsers. Call [NewSet] first, then [Set.Make] once
// for each planted field.
//
// # Values
//
// A value is derived by HMAC-SHA256 from the seed, the run, its flow, field and
// kind, so it does not depend on which flow asks first. Two things do: a clash
// of two values of a small space (a CVC has 3 digits), and cards, where the
// first field gets 4242 4242 4242 4242. A run that wants both reproducible makes
// all its canaries in the order of its flows before it starts them.
//
// Every value lies in a range that belongs to nobody: e-mail below example.com
// (RFC 2606), phone numbers 555-0100 to 555-0199 (NANPA, fictional use), social
// security numbers with area 9xx (never issued) and a group outside 50-65, 70-88,
// 90-92 and 94-99 (taxpayer numbers), Stripe's published test cards, German bank
// codes that start with 9 (no clearing area). Names and streets are random
// syllables. Random parts have eight letters or more, two fields of a set share
// no six of them in a row, and the last four digits of cards, phones, social
// security numbers and IBANs are unique in a set. What the ranges fix is shared:
// "example.com", "Street", "555-01", the leading digits of test cards.
//
// # Forms and guards
//
// A form is one spelling that counts as the value. [Literal] forms are compared
// letter by letter without case; [Digits] forms are compared with the digits of
// groups that stand close together, whatever separates them.
//
// Short numbers stand on every page, so a form carries a guard that says when an
// occurrence counts ([Form.Counts]):
//
//   - [Anywhere]: always. Values with enough entropy.
//   - [Bounded]: not inside a longer run of letters, digits and underscores, and
//     not inside a longer number ("1.1984-12-27", "1984-12-27.5"). A time may
//     follow a date ("1984-12-27T00:00"). Dates and short texts.
//   - [Telling]: as Bounded and with no '#', '.', '-', '+' or currency sign beside
//     it, and moreover either the value is the whole trimmed string of an input,
//     a text node or an attribute that holds words, or a telling word names it:
//     as key ("cvc", "cardCvc", "otp-code") or within 32 bytes beside it with no
//     other digits between. Security codes and one-time codes.
package canary
