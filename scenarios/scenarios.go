// Package scenarios holds the scenarios that ship with maskproof, so that an
// installed binary has them: three known answers on the demo shop, and three to
// start from with a real app; README.md beside them describes the format. It
// is data and imports nothing of this module. Load a file of FS with
// scenario.Load.
package scenarios

import "embed"

// FS holds the scenario files by their names, such as "nightly.yaml".
//
//go:embed *.yaml
var FS embed.FS

// Guide is README.md: the format, as Markdown.
//
//go:embed README.md
var Guide string
