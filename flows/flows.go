// Package flows holds the flows that ship with maskproof, so that an installed
// binary has them. They walk the demo shop and are meant to be copied; README.md
// beside them describes the format. It is data and imports nothing of this
// module. Parse a file of FS with flow.Parse.
package flows

import "embed"

// FS holds the flow files by their names, such as "checkout.yaml".
//
//go:embed *.yaml
var FS embed.FS

// Guide is README.md: the format, as Markdown.
//
//go:embed README.md
var Guide string
