package posthog

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is an API key. It prints as *** with every verb and in every encoding;
// string(s) gives the value to the code that needs it.
//
// fmt cannot call methods on unexported struct fields: keep a Secret in an
// exported field, or give the struct that holds it a Format method.
type Secret string

const blanked = "***"

// String returns ***.
func (Secret) String() string { return blanked }

// GoString returns ***.
func (Secret) GoString() string { return blanked }

// Format writes *** for every verb.
func (Secret) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, blanked) }

// MarshalText returns ***, which is what JSON and YAML then hold.
func (Secret) MarshalText() ([]byte, error) { return []byte(blanked), nil }

// LogValue returns *** for log/slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(blanked) }
