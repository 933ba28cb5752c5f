package canary

import "time"

// Kind says what sort of personal data a canary stands in for.
type Kind string

// The kinds.
const (
	Email    Kind = "email"
	Password Kind = "password"
	Card     Kind = "card"
	CVC      Kind = "cvc"
	Name     Kind = "name"
	Phone    Kind = "phone"
	SSN      Kind = "ssn"
	Address  Kind = "address"
	DOB      Kind = "dob"
	IBAN     Kind = "iban"
	OTP      Kind = "otp"
	Text     Kind = "text"
)

// Canary is a synthetic value of a kind, made for one run; never real personal
// data.
type Canary struct {
	ID    string `json:"id" yaml:"id"` // unique in its set, such as "checkout.card"
	Kind  Kind   `json:"kind" yaml:"kind"`
	Value string `json:"value" yaml:"value"` // as it is typed

	// PlantedAt is when typing began; the zero time means unknown. Text that a
	// recording shows before it is preexisting.
	PlantedAt time.Time `json:"planted_at,omitzero" yaml:"planted_at,omitempty"`
}
