package verify

import (
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
)

// markerFromName reads "step-3" or "start--1", the end of a marker attribute's
// name. The attribute does not say which flow it is of: a recording holds one.
func markerFromName(name, run string) (flow.Marker, bool) {
	kind, number, ok := strings.Cut(name, "-")
	step, err := strconv.Atoi(number)
	m := flow.Marker{Run: run, Kind: flow.MarkerKind(kind), Step: step}
	switch m.Kind {
	case flow.MarkerStart, flow.MarkerStep, flow.MarkerFlush, flow.MarkerEnd, flow.MarkerAbort:
		return m, ok && err == nil
	}
	return flow.Marker{}, false
}
