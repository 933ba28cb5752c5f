// Package strictyaml decodes a YAML file that a person wrote, strictly, and
// says of everything wrong with it where it stands and what was probably meant.
//
// It is the base layer: flow and scenario files are read with it, and it knows
// neither. The one thing to call first is [Document.Decode].
//
// Strict means: unknown and duplicate keys, anchors, aliases, merge keys, tags,
// empty values and a second document are errors, because each of them can make
// a file mean something else than its reader thinks. All errors of a file are
// collected and returned in file order as [Errors].
//
// Scalars are taken as they are written: YAML 1.1 turns an unquoted 0123 or
// 12:30 into another number, and a form field must get what the file shows.
//
// Lines and columns are 1-based and columns count characters, as yaml.v3 does
// (yaml.v3 v3.0.1, yamlh.go, yaml_mark_t). For a syntax error yaml.v3 gives at
// most a line, often that of the enclosing block; see syntax.go for how the
// place is found instead.
package strictyaml
