package verify

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
)

// notCovered says why not every field got a plant, where the policy asks for it;
// "" where all is well.
func notCovered(e Evidence) string {
	const orReport = "plant there too, or write policy: {coverage: report}"
	fields := e.Trace.Fields
	switch open := Unplanted(fields); {
	case !e.AllFields:
		return ""
	case len(open) > 0:
		return fmt.Sprintf("%d of %d fields got no plant: %s; %s", len(open), len(fields), names(open), orReport)
	case e.Trace.FieldsMissed > 0:
		return "the fields of a page could not be listed, so there may be some without a plant; run the flow again"
	case len(fields) == 0:
		return "no field was seen on the pages of the flow, so nothing says that all got a plant"
	}
	return ""
}

// Unplanted are the fields that got no plant.
func Unplanted(fields []flow.Field) []flow.Field {
	var open []flow.Field
	for _, f := range fields {
		if f.Planted == "" {
			open = append(open, f)
		}
	}
	return open
}

func names(fields []flow.Field) string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.String()
	}
	return strings.Join(list, ", ")
}
