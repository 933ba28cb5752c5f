package cli

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/scan"
)

// showAll lists what is accepted.
func (o *acceptOptions) showAll() error {
	list, _, err := readAccepted(o.file, o.file == acceptFile)
	if err != nil {
		return &badInput{err}
	}
	w := o.process.Stdout
	if len(list) == 0 {
		fmt.Fprintf(w, "No leak is accepted: there is no %s.\n", o.file)
	}
	for _, a := range list {
		state := "✓ until "
		if a.Expired(o.process.Now()) {
			state = "✗ expired on "
		}
		fmt.Fprintf(w, "%s%s  %s\n    by %s: %s\n    fingerprint %s\n", state, a.Expires, what(a), oneLine(a.Owner), oneLine(a.Reason), a.Fingerprint)
	}
	return nil
}

// what says in words what was accepted, as far as the entry does.
func what(a scan.Acceptance) string {
	var parts []string
	for _, p := range [][2]string{
		{"", a.Canary}, {"in ", string(a.Surface)}, {"at ", a.Place}, {"showing ", a.Shows}, {"flow ", a.Flow}, {"scenario ", a.Scenario},
	} {
		if p[1] != "" {
			parts = append(parts, p[0]+oneLine(p[1]))
		}
	}
	return strings.Join(parts, ", ")
}

// removeIdle removes what has expired and, with a run, what matched nothing in it.
func (o *acceptOptions) removeIdle() error {
	list, data, err := readAccepted(o.file, false)
	if err != nil {
		return &badInput{err}
	}
	unused := map[scan.Acceptance]bool{}
	if o.run != "" {
		r, _, err := readResult(o.run)
		if err != nil {
			return &badInput{err}
		}
		for _, a := range r.Acceptances {
			unused[a.Acceptance] = a.State == scan.AcceptanceUnused
		}
	}
	goes := func(a scan.Acceptance) bool { return unused[a] || a.Expired(o.process.Now()) }
	text, err := accept.Remove(o.file, data, goes)
	switch {
	case err != nil:
		return &badInput{err}
	case text == nil:
		err = os.Remove(o.file)
	case !bytes.Equal(text, data):
		err = writeShared(o.file, text)
	}
	if err != nil {
		return err
	}
	removed := 0
	for _, a := range list {
		if goes(a) {
			removed++
			fmt.Fprintf(o.process.Stdout, "removed %s (%s)\n", a.Fingerprint, what(a))
		}
	}
	fmt.Fprintf(o.process.Stdout, "%d of %d removed from %s\n", removed, len(list), o.file)
	return nil
}
