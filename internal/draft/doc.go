// Package draft is a flow in the making: what a machine has to say of a person's
// walk through an app, written as the YAML that a person would have written. It is
// layer 2; importers and the recorder fill a [Flow] and call [Flow.Write].
//
// Nothing that somebody typed is written out: [Typed] makes a plant of it, or an
// example value of the same form.
package draft
