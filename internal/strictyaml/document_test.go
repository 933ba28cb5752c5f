package strictyaml

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var shape = Shape{What: "a thing", Keys: []string{"text", "flag", "number", "span", "word", "list", "id", "version"}}

func decode(text string, read func(f Fields)) error {
	return Document{File: "f.yaml", Data: []byte(text)}.Decode(func(root Value) { read(root.Fields(shape)) })
}

func TestScalarsAreTakenAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"text: 0123": "0123", "text: 12:30": "12:30", "text: 1e3": "1e3", "text: yes": "yes", "text: true": "true",
		"text: '${X}'": "${X}", "text: $$": "$$", "text: \"a\\nb\"": "a\nb", "text: |\n  a\n  b": "a\nb", "text: 2001-01-01": "2001-01-01",
	} {
		require.NoError(t, decode(text, func(f Fields) { require.Equal(t, want, f.Get("text").Text(), text) }), text)
	}
}

func TestTypedScalars(t *testing.T) {
	err := decode("flag: true\nnumber: 7\nspan: 1m30s\nword: leak\nid: a_Ü-1\nversion: 1\nlist: [a, b]\ntext: ''", func(f Fields) {
		require.True(t, f.Get("flag").Bool())
		n, ok := f.Get("number").Uint()
		require.True(t, ok)
		require.Equal(t, uint64(7), n)
		require.Equal(t, 90*time.Second, f.Get("span").Duration())
		require.Equal(t, "leak", f.Get("word").Word("warn", "leak"))
		require.Equal(t, "a_Ü-1", f.Get("id").Identifier())
		f.Version(1)
		items := f.Get("list").List("item")
		require.Len(t, items, 2)
		require.Equal(t, "item 2", items[1].Name())
		require.Equal(t, "", f.Get("text").Literal())
	})
	require.NoError(t, err)
}

func TestAbsentValuesAreSilent(t *testing.T) {
	require.NoError(t, decode("text: a", func(f Fields) {
		v := f.Get("flag")
		require.False(t, v.Present() || v.IsText() || v.Bool())
		require.Zero(t, v.Line()+v.Column())
		require.Zero(t, v.Duration())
		_, ok := v.Uint()
		require.False(t, ok)
		require.Empty(t, v.Text()+v.Literal()+v.Identifier()+v.Word("a"))
		require.Empty(t, v.List("item"))
		require.False(t, v.Fields(shape).Get("text").Present())
		v.Fields(shape).Need("text", "")
		v.Fields(shape).One("text", "flag")
		v.Fail("nothing", "")
	}))
}

func TestErrorsAreSortedAndReportedOnce(t *testing.T) {
	err := decode("text: []\nflag: maybe\n", func(f Fields) {
		f.Get("flag").Bool()
		f.Get("flag").Bool()
		f.Get("text").Text()
	})
	require.EqualError(t, err, "f.yaml:1:7: text wants text, got a list, quote a text that begins with [ or {\n"+
		`f.yaml:2:7: flag wants true or false, got "maybe"`)
	var all Errors
	require.ErrorAs(t, err, &all)
	require.Len(t, all.Unwrap(), 2)
	require.ErrorIs(t, err, all[1])
}

func TestLongKeepsTabsAndHidesControlCharacters(t *testing.T) {
	e := &Error{File: "f", Line: 3, Column: 4, Message: "m", Source: "a\tbc\x1b[31m"}
	require.Equal(t, "f:3:4: m\n    3 | a\tbc\uFFFD[31m\n      |  \t ^", e.Long())
	e.Source = " "
	require.Equal(t, "f:3:4: m", e.Long())
}

func TestRefusesWhatIsNoText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"too large":    {strings.Repeat("#", maxSize+1), "f.yaml:1:1: the file is larger than 1048576 bytes"},
		"zero":         {"text: a\nflag: \x00", "f.yaml:2:7: not a character of a UTF-8 text, save the file as UTF-8"},
		"utf-16":       {"\xff\xfet\x00", "f.yaml:1:1: not a character of a UTF-8 text, save the file as UTF-8"},
		"only a dash":  {"---\n", "f.yaml:2:1: the file is empty, give it a value or leave it out"},
		"second empty": {"text: a\n---\n", "f.yaml:3:1: a second document begins here, keep one a file"},
	} {
		err := decode(c.text, func(f Fields) {})
		require.EqualError(t, err, c.want, name)
	}
}

// TestSyntaxErrorsHaveTheirPlace holds the place that is found for what yaml.v3
// gives a wrong line or none.
func TestSyntaxErrorsHaveTheirPlace(t *testing.T) {
	for text, place := range map[string]string{
		"text: {a: b\n":                     "f.yaml:1:7: ",
		"text: a\nlist:\n  - a\n - b\n":     "f.yaml:4:2: ",
		"text: a\nlist: [a, {b: c]\n":       "f.yaml:2:7: ",
		"text: \"a\\qb\"\n":                 "f.yaml:1:10: ",
		"text: a\n\tflag: true\n":           "f.yaml:2:1: a tab indents this line",
		"text: a\n\n\nflag: `x`\n":          "f.yaml:4:7: ",
		"text: 'a\nflag: b\n":               "f.yaml:1:7: ",
		"é: ü: x\n":                         "f.yaml:1:5: ",
		"text: a\r\nflag: b: c\r\n":         "f.yaml:2:8: ",
		"text: *a\n":                        "f.yaml:1:7: ",
		"%YAML 9.9\n---\ntext: a\n":         "f.yaml:1:",
		strings.Repeat("[", 20000):          "f.yaml:1:",
		strings.Repeat("a: b\n", 9) + "}\n": "f.yaml:10:1: ",
	} {
		err := decode(text, func(Fields) { t.Error("decode is called") })
		require.ErrorContains(t, err, place, text[:min(len(text), 40)])
		require.NotContains(t, err.Error(), "yaml: ")
	}
}

func TestPlaceWithinTheBudget(t *testing.T) {
	text := strings.Repeat("# a comment that fills the line\n", 20000) + "text: {a\n"
	err := decode(text, func(Fields) {})
	var one *Error
	require.True(t, errors.As(err, &one))
	require.NotZero(t, one.Line)
}

func TestVariables(t *testing.T) {
	env := func(name string) (string, bool) {
		value, ok := map[string]string{"A": "x", "NONE": "", "REF": "${A}"}[name]
		return value, ok
	}
	read := func(text string) (got string, err error) {
		doc := Document{File: "f.yaml", Data: []byte("text: " + text), Env: env}
		err = doc.Decode(func(root Value) { got = root.Fields(shape).Get("text").Text() })
		return got, err
	}
	for text, want := range map[string]string{
		"${A}": "x", "a${A}b${A}": "axbx", "$A": "$A", "$$": "$", "$${A}": "${A}", "$$${A}": "$x", "'${REF}'": "${A}", "cost $5": "cost $5",
	} {
		got, err := read(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"a ${MISSING}": "f.yaml:1:9: environment variable MISSING is not set, set it, or write $${ for the characters themselves",
		"${A-b}":       "f.yaml:1:7: ${ begins no variable here, write ${NAME}, or $${ for the characters themselves",
		"a${":          "f.yaml:1:8: ${ begins no variable here, write ${NAME}, or $${ for the characters themselves",
		"${NONE}":      "f.yaml:1:7: text is empty, the variable in it is set to nothing",
		"|\n  ${NO}":   "f.yaml:1:7: environment variable NO is not set, set it, or write $${ for the characters themselves",
	} {
		_, err := read(text)
		require.EqualError(t, err, want, text)
	}
}

func TestConcealCoversSourceAndQuotes(t *testing.T) {
	conceal := func(text string) string { return strings.ReplaceAll(text, "hush", "****") }
	doc := Document{File: "f.yaml", Data: []byte("word: hush\nhush: 1\n"), Conceal: conceal}
	err := doc.Decode(func(root Value) { root.Fields(shape).Get("word").Word("leak") })
	var all Errors
	require.ErrorAs(t, err, &all)
	require.Len(t, all, 2)
	require.NotContains(t, all.Long(), "hush")
	require.Contains(t, all.Long(), "word: ****")
}

func TestNearest(t *testing.T) {
	known := []string{"fill", "click", "wait_for", "testid", "css", "url", "label", "role", "name"}
	for word, want := range map[string]string{
		"filll": "fill", "clik": "click", "waitFor": "wait_for", "wait": "wait_for", "data-testid": "testid", "ulr": "url", "lable": "label",
		"class": "css", "NAME": "name", "frobnicate": "", "": "", "-": "", "xy": "", strings.Repeat("fill", 20): "",
	} {
		require.Equal(t, want, Nearest(word, known), word)
	}
}

func TestUnsetIsTold(t *testing.T) {
	var told []string
	doc := Document{
		File: "f.yaml", Data: []byte("text: a ${A}\nflag: ${B}\nword: x\n"),
		Env:   func(string) (string, bool) { return "", false },
		Unset: func(e *Error) { told = append(told, e.Error()) },
	}
	err := doc.Decode(func(root Value) {
		f := root.Fields(shape)
		f.Get("text").Text()
		f.Get("flag").Bool()
		f.Get("word").Word("leak")
	})
	require.EqualError(t, err, `f.yaml:3:7: unknown word "x", it takes leak`)
	require.Equal(t, []string{
		"f.yaml:1:9: environment variable A is not set, a run needs it", "f.yaml:2:7: environment variable B is not set, a run needs it",
	}, told)
}
