package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// parse returns the root of the file's only document, or nil after reporting
// why there is none.
func (r *reader) parse() *yaml.Node {
	if !r.readable() {
		return nil
	}
	docs, err := parseAll(r.doc.Data)
	if err != nil {
		r.failSyntax(err)
		return nil
	}
	if len(docs) == 0 {
		r.fail(1, 1, "the file is empty", "")
		return nil
	}
	if len(docs) > 1 {
		r.failAt(docs[1], "a second document begins here", "keep one a file")
	}
	return docs[0]
}

// readable reports a file that is too large or no text. yaml.v3 gives no place
// for the latter.
func (r *reader) readable() bool {
	if len(r.doc.Data) > maxSize {
		r.fail(1, 1, fmt.Sprintf("the file is larger than %d bytes", maxSize), "")
		return false
	}
	for i, line := range r.lines {
		for at, char := range line {
			control := char < ' ' && char != '\t' || char == 0x7f
			_, size := utf8.DecodeRuneInString(line[at:])
			if control || char == utf8.RuneError && size == 1 {
				r.fail(i+1, utf8.RuneCountInString(line[:at])+1, "not a character of a UTF-8 text", "save the file as UTF-8")
				return false
			}
		}
	}
	return true
}

// parseAll parses every document of data. A panic of the YAML library becomes
// an error: a bad file must never end the program.
func parseAll(data []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("yaml: the parser gave up: %v", cause)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return nil, err
		}
		if len(doc.Content) == 1 {
			docs = append(docs, doc.Content[0])
		}
	}
}

// yamlLine is the prefix of yaml.v3's errors. Its line is often that of the
// block around the problem, and off by one in parser errors (yaml.v3 v3.0.1,
// decode.go, parser.fail).
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// bareVariable is ${NAME} without quotes inside {…} or […], where YAML takes
// the brace for one of its own.
var bareVariable = regexp.MustCompile(`[{\[,:]\s*(\$\{[^{}]*\}?)`)

// failSyntax reports what yaml.v3 says of a file that does not parse, at the
// place where it is, with what is usually wrong then.
func (r *reader) failSyntax(err error) {
	message := r.conceal(yamlLine.ReplaceAllString(err.Error(), ""))
	line, column := r.locate(err)
	source := r.lines[line-1]
	indent := source[:len(source)-len(strings.TrimLeft(source, " \t"))]
	if at := strings.IndexByte(indent, '\t'); at >= 0 {
		r.fail(line, at+1, "a tab indents this line", "YAML takes spaces only")
		return
	}
	if at, hint := r.bareVariable(source); hint != "" {
		r.fail(line, at, message, hint)
		return
	}
	if strings.HasPrefix(message, "unknown anchor") && column > 1 {
		column-- // to the star, which alone is another problem
	}
	r.fail(line, column, message, syntaxHint(message))
}

// bareVariable finds the column of a ${NAME} that must be quoted.
func (r *reader) bareVariable(source string) (column int, hint string) {
	at := bareVariable.FindStringSubmatchIndex(source)
	if at == nil || r.doc.Env == nil || !strings.ContainsAny(source[:at[2]], "{[") {
		return 0, ""
	}
	column = utf8.RuneCountInString(source[:at[2]]) + 1
	return column, fmt.Sprintf("a variable inside braces must be quoted: \"%s\"", source[at[2]:at[3]])
}

// syntaxHint says what is usually wrong when yaml.v3 says this.
func syntaxHint(message string) string {
	hints := []struct{ has, hint string }{
		{"mapping values are not allowed", `check the indentation, and quote a text that holds ": "`},
		{"cannot start any token", "quote a text that begins with this character"},
		{"unknown anchor", "quote a text that begins with *"},
		{"',' or '}'", "check that this brace is closed and that texts in it are quoted"},
		{"',' or ']'", "check that this bracket is closed and that texts in it are quoted"},
		{"did not find expected key", "check the indentation"},
		{"did not find expected '-' indicator", "check the indentation"},
		{"unexpected end of stream", "check that this quote is closed"},
		{"unknown escape character", `use single quotes, or write \\ for a backslash`},
	}
	for _, h := range hints {
		if strings.Contains(message, h.has) {
			return h.hint
		}
	}
	return ""
}
