package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/verify"
)

// CSV writes the findings of results as a table with a head line (RFC 4180), for a
// spreadsheet. A cell never begins like a formula.
func CSV(w io.Writer, results ...*verify.Result) error {
	out := csv.NewWriter(w)
	out.Write([]string{
		"scenario", "run", "flow", "canary", "kind", "match", "surface", "leak", "preexisting", "accepted", "time", "step",
		"recording", "event", "pointer", "selector", "via", "count", "excerpt", "fingerprint",
	})
	for _, r := range results {
		for _, f := range r.Flows {
			for _, g := range f.Findings {
				at := ""
				if g.Timestamp > 0 {
					at = time.UnixMilli(g.Timestamp).UTC().Format(time.RFC3339Nano)
				}
				row := []string{
					r.Scenario, r.Run, f.Name, g.Canary, string(g.Kind), string(g.Match), string(g.Surface), strconv.FormatBool(g.Leak),
					strconv.FormatBool(g.Preexisting), acceptedBy(g), at, g.Step, g.Recording, strconv.Itoa(g.Event), g.Pointer, g.Selector,
					strings.Join(g.Via, " "), strconv.Itoa(g.Count), g.Excerpt, g.Fingerprint,
				}
				for i := range row {
					row[i] = noFormula(clean(row[i]))
				}
				out.Write(row)
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv report: %w", err)
	}
	return nil
}

// noFormula puts a quote before what a spreadsheet would compute (OWASP, CSV
// injection).
func noFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
		if _, err := strconv.Atoi(cell); err != nil {
			return "'" + cell
		}
	}
	return cell
}
