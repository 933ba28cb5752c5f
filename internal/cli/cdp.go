package cli

import (
	"fmt"
	"net/http"
	"os"
	"strings"
)

// cdpHeader is what is sent to a hosted browser when connecting to it: flags of the
// form "Name: value", where ${NAME} stands for a variable of the environment, so that
// no key has to stand in a command line.
type cdpHeader []string

// parse returns the headers. Values are secrets and in no error.
func (h cdpHeader) parse(env func(string) (string, bool)) (http.Header, error) {
	header := http.Header{}
	for _, line := range h {
		name, value, found := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); !found || name == "" || strings.ContainsAny(name, " \t${}") {
			return nil, &usageError{fmt.Errorf("--cdp-header wants \"Name: value\", such as 'Authorization: Bearer ${CDP_TOKEN}'")}
		}
		var unset string
		value = os.Expand(strings.TrimSpace(value), func(variable string) string {
			text, ok := env(variable)
			if !ok || text == "" {
				unset = variable
			}
			return text
		})
		if unset != "" {
			return nil, &usageError{fmt.Errorf("--cdp-header %s: the environment variable %s is not set", name, unset)}
		}
		header.Add(name, value)
	}
	return header, nil
}
