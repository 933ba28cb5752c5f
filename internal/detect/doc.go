// Package detect finds personal data and secrets in a text that nobody planted:
// what a recording of a real person may hold. It is layer 1 and knows nothing of
// recordings as a whole: package scan gives it each string, and each reading of
// one, with its [Place]. Call [New] first, then [Detector.Find].
//
// What it finds is a suspicion and not a proof, so it is never part of a verdict
// about canaries, and nothing found says little: a name or an address in prose
// has no shape to know it by, and a label that stands in another node than its
// value is not seen.
//
// # Confidence
//
//   - high: a checksum or a strict structure, and a context that agrees: a
//     telling name or word beside it, the grouping of printed cards, a field that
//     a person types into. Act on it.
//   - medium: a checksum or a strict structure alone. Look at it.
//   - low: the shape alone; or a context that speaks against it (a placeholder,
//     the word "test" or "example" before it, an order number, a role address
//     such as support@…, a key that is public by design). Good for a review.
//
// # Rules
//
// One file a rule, one row a rule in the table of rules; each test holds what its
// rule must find and must not find.
//
//   - card: Luhn, ranges and lengths of the networks, grouping. Published test
//     cards are nobody's and not found.
//   - email: a domain under a public suffix; not the domains of RFC 2606, not
//     logo@2x.png, not the user part of a URL.
//   - phone: valid by the numbering plans of package phonenumbers. Needs a plus
//     sign, a telling word or name (a tel: link is one), or [Options.Region].
//     Without any region such a number is tried as North American. Numbers that
//     are set aside for fiction are not found; freephone numbers are low.
//   - iban: length by country and the checksum of ISO 7064.
//   - ssn: United States, areas and groups that exist; with dashes or a telling
//     word. dob: a date beside a telling word that makes an age up to 120.
//   - jwt: a header that names its algorithm. High while it was valid when it was
//     recorded; a token for an anonymous role is public by design, so low.
//   - key: prefixes that issuers document, and private key blocks; low: any value
//     of high entropy under the name of a key, secret or token.
//   - ip: public IPv4 addresses, always low. PostHog keeps them on purpose unless
//     told not to, so below the usual minimum they stay out of the way.
//
// # Cost
//
// One pass over the bytes of a text says which rules could find anything in it;
// most texts end there.
package detect
