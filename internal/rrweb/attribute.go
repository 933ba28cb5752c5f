package rrweb

// Attributes are the attributes of one node, or the changes of them in a
// mutation, in the order of the JSON.
type Attributes []Attribute

// Attribute is one attribute by its name, which the recorder keeps verbatim even
// where it masks the value.
type Attribute struct {
	Name  string
	Value AttributeValue
}

// AttributeValue is what the JSON gives as value.
type AttributeValue struct {
	Kind ValueKind

	// Text is the string, or the literal of a number, true, false or any value of
	// an unknown form; "" for Null and Style.
	Text  string
	Style []Declaration // only of Style
}

// ValueKind is the form of an attribute value.
type ValueKind int

// The forms of an attribute value.
const (
	String ValueKind = iota
	Number
	True
	False
	Null    // in a mutation: the attribute was removed
	Style   // in a mutation: an object of style properties that changed
	Strange // any other JSON
)

// Declaration is one property of a style that changed.
type Declaration struct {
	Property string
	Value    string
	Priority string // "important" or ""
	Removed  bool
}

// Get returns the value of the last attribute of that name.
func (a Attributes) Get(name string) (AttributeValue, bool) {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i].Name == name {
			return a[i].Value, true
		}
	}
	return AttributeValue{}, false
}

// attributes reads an attributes object in its order and appends it to list.
func (r *partReader) attributes(list Attributes) Attributes {
	r.object("attributes", func(name string) {
		if r.next() == '"' {
			list = append(list, Attribute{Name: name, Value: AttributeValue{Text: r.str()}})
			return
		}
		list = append(list, Attribute{Name: name, Value: attributeValue(r.value())})
	})
	return list
}

// attributeValue reads a JSON value that is no string.
func attributeValue(raw string) AttributeValue {
	if raw == "" {
		return AttributeValue{Kind: Strange}
	}
	switch raw[0] {
	case 't':
		return AttributeValue{Kind: True, Text: raw}
	case 'f':
		return AttributeValue{Kind: False, Text: raw}
	case 'n':
		return AttributeValue{Kind: Null}
	case '{':
		return AttributeValue{Kind: Style, Style: declarations(raw)}
	case '[':
		return AttributeValue{Kind: Strange, Text: raw}
	}
	return AttributeValue{Kind: Number, Text: raw}
}

// declarations reads {property: "value" | ["value", "important"] | false}.
func declarations(raw string) []Declaration {
	var list []Declaration
	c := cursor{s: raw, i: 1}
	for c.next() == '"' {
		d := Declaration{Property: unquote(c.quoted())}
		d.read(c.value())
		list = append(list, d)
	}
	return list
}

func (d *Declaration) read(raw string) {
	switch raw[0] {
	case '"':
		d.Value = unquote(raw)
	case 'f', 'n':
		d.Removed = true
	case '[':
		d.readPair(raw)
	default:
		d.Value = raw
	}
}

func (d *Declaration) readPair(raw string) {
	c := cursor{s: raw, i: 1}
	for _, into := range []*string{&d.Value, &d.Priority} {
		if c.next() == '"' {
			*into = unquote(c.quoted())
		}
	}
}
