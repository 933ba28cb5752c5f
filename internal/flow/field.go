package flow

import "strconv"

// Field is one field that a person could type into, seen on a page that the flow
// was on.
type Field struct {
	Name    string `json:"name"`              // as a person calls it; "" where nothing names it
	By      string `json:"by"`                // what it is named by: label, placeholder, title, testid, name, id, or ""
	Nth     int    `json:"nth"`               // among the fields of this name in its document, 1-based
	Type    string `json:"type"`              // type of an input, textarea, or "rich text"
	URL     string `json:"url"`               // of the page, without query
	Frame   string `json:"frame,omitempty"`   // URL of the document, where that is not the page
	Planted string `json:"planted,omitempty"` // the first canary that was typed into it; "" for none
}

// String is the field as a person says it: "coupon code", or "field 2 named code".
func (f Field) String() string {
	name := f.Name
	switch {
	case name == "":
		name = "a " + f.Type + " field without a name"
	case f.By == "name" || f.By == "id" || f.By == "testid":
		name = f.By + " " + strconv.Quote(f.Name)
	}
	if f.Nth > 1 {
		name += " (" + ordinal(f.Nth) + ")"
	}
	return name
}

// same says that two sights are of one field.
func (f Field) same(other Field) bool {
	f.Planted, other.Planted, f.Type, other.Type = "", "", "", ""
	return f == other
}

// See adds a field to those that were seen, each once a page. A field that got a
// canary once has got one.
func (t *Trace) See(f Field) { t.Fields = Covered(t.Fields, f) }

// Covered is a list of fields with some more, each once a page; what was planted
// in any sight of a field counts.
func Covered(list []Field, more ...Field) []Field {
next:
	for _, f := range more {
		for i := range list {
			if list[i].same(f) {
				if list[i].Planted == "" {
					list[i].Planted = f.Planted
				}
				continue next
			}
		}
		list = append(list, f)
	}
	return list
}
