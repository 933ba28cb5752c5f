package replay

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	size   = `"class":"ph-no-capture","rr_width":"10px","rr_height":"5px"`
	secret = "data-mp-1"
)

func TestField(t *testing.T) {
	const field, up1, up2, sealed = `"data-mp-1":""`, `"data-mp-1-up1":""`, `"data-mp-1-up2":""`, `,"data-mp-1-sealed":""`
	frame := func(inside string) string {
		return change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+inside+`]}`)))
	}
	tests := []struct {
		name   string
		events []string
		want   Sighting
	}{
		{"value attribute", []string{page(el(5, "input", field+`,"value":"***"`))}, Sighting{Present, 5, "body > input", "***", true, 0}},
		{"no value", []string{page(el(5, "input", field))}, Sighting{Present, 5, "body > input", "", false, 0}},
		{"input events", []string{page(el(5, "input", field)), typed(5, "*"), typed(5, "**"), typed(-1, "x"), typed(6, "y")}, Sighting{Present, 5, "body > input", "**", true, 2}},
		{"input before the stamp", []string{page(el(5, "input", "")), typed(5, "**"), change(`"attributes":[{"id":5,"attributes":{` + field + `}}]`)}, Sighting{Present, 5, "body > input", "**", true, 1}},
		{"emptied again", []string{page(el(5, "input", field)), typed(5, "*"), typed(5, "")}, Sighting{Present, 5, "body > input", "", true, 2}},
		{"value attribute after input", []string{page(el(5, "input", field)), typed(5, "*"), change(`"attributes":[{"id":5,"attributes":{"value":"4242"}}]`)}, Sighting{Present, 5, "body > input", "4242", true, 1}},
		{"value attribute goes away", []string{page(el(5, "input", field+`,"value":"a"`)), change(`"attributes":[{"id":5,"attributes":{"value":null}}]`)}, Sighting{Present, 5, "body > input", "", false, 0}},
		{"value attribute goes away after input", []string{page(el(5, "input", field)), typed(5, "*"), change(`"attributes":[{"id":5,"attributes":{"value":null}}]`)}, Sighting{Present, 5, "body > input", "*", true, 1}},
		{"starred stamp", []string{page(el(5, "input", `"data-mp-1":"**","value":"*"`))}, Sighting{Present, 5, "body > input", "*", true, 0}},
		{"contenteditable", []string{page(el(5, "div", field+`,"contenteditable":"true"`, text(6, "a "), el(7, "b", "", text(8, "b"))))}, Sighting{Present, 5, "body > div", "a b", true, 0}},
		{"textarea with its default text", []string{page(el(5, "textarea", field, text(6, "default")))}, Sighting{Present, 5, "body > textarea", "default", true, 0}},
		{"in a shadow root", []string{page(el(5, "my-el", `"id":"host"`, `{"type":2,"tagName":"input","isShadow":true,"id":6,"attributes":{`+field+`}}`))}, Sighting{Present, 6, "#host >>> input", "", false, 0}},
		{"in a frame", []string{page(el(5, "iframe", "")), frame(el(11, "html", up1, el(12, "input", field)))}, Sighting{Present, 12, "body > iframe >>> html > input", "", false, 0}},
		{"moved with its state", []string{page(el(5, "div", "") + "," + el(6, "input", field)), typed(6, "**"), change(`"removes":[{"parentId":4,"id":6}]`, adds(add(5, "null", el(6, "input", field+`,"value":"**"`))))}, Sighting{Present, 6, "body > div > input", "**", true, 1}},
		{"new snapshot of the same page", []string{page(el(5, "input", field)), typed(5, "**"), page(el(5, "input", field+`,"value":"**"`))}, Sighting{Present, 5, "body > input", "**", true, 1}},
		{"another node with the same id", []string{page(el(5, "input", field)), typed(5, "**"), page(el(5, "input", "")), change(`"attributes":[{"id":5,"attributes":{` + field + `}}]`)}, Sighting{Present, 5, "body > input", "", false, 0}},

		{"the field is a box", []string{page(el(5, "div", up1, el(6, "input", size)))}, Sighting{Box, 6, "body > div > input", "", false, 0}},
		{"an ancestor is a box", []string{page(el(5, "div", up2, el(6, "div", size)))}, Sighting{Box, 6, "body > div > div", "", false, 0}},
		{"the stamped ancestor itself", []string{page(el(5, "div", up1+","+size))}, Sighting{Box, 5, "body > div", "", false, 0}},
		{"a box in the shadow root of the host", []string{page(el(5, "my-el", up2, `{"type":2,"tagName":"div","isShadow":true,"id":6,"attributes":{`+size+`}}`))}, Sighting{Box, 6, "body > my-el >>> div", "", false, 0}},
		{"the nearest ancestor counts", []string{page(el(5, "div", up2, el(6, "div", up1), el(7, "div", size)))}, Sighting{}},
		{"a box further down is another one", []string{page(el(5, "div", up2, el(6, "div", "", el(7, "div", size))))}, Sighting{}},
		{"no box", []string{page(el(5, "div", up1, el(6, "input", "")))}, Sighting{}},
		{"up10 is not nearer than up9", []string{page(el(5, "div", `"data-mp-1-up10":""`, el(6, "p", size), el(7, "div", `"data-mp-1-up9":""`)))}, Sighting{}},

		{"frame without a document", []string{page(el(5, "iframe", up1))}, Sighting{Frame, 5, "body > iframe", "", false, 0}},
		{"frame with a document", []string{page(el(5, "iframe", up1)), frame(el(11, "html", ""))}, Sighting{}},
		{"same-origin frame that lost its document", []string{page(el(5, "iframe", `"data-mp-1-up4":""`))}, Sighting{}},
		{"blocked frame", []string{page(el(5, "div", up2, el(6, "iframe", size)))}, Sighting{Box, 6, "body > div > iframe", "", false, 0}},

		{"in a closed shadow root", []string{page(el(5, "my-el", up1+sealed))}, Sighting{Sealed, 5, "body > my-el", "", false, 0}},
		{"in a closed shadow root of a box", []string{page(el(5, "my-el", up1+sealed+","+size))}, Sighting{Box, 5, "body > my-el", "", false, 0}},
		{"a root that should be closed is not", []string{page(el(5, "my-el", up1+sealed, `{"type":2,"tagName":"input","isShadow":true,"id":6}`))}, Sighting{}},
		{"a closed root further out", []string{page(el(5, "my-el", `"data-mp-1-up2":""`+sealed, el(6, "div", up1)))}, Sighting{}},

		{"nothing", []string{page("")}, Sighting{}},
		{"field removed", []string{page(el(5, "input", field)), change(`"removes":[{"parentId":4,"id":5}]`)}, Sighting{}},
		{"stamp removed", []string{page(el(5, "input", field)), change(`"attributes":[{"id":5,"attributes":{"data-mp-1":null}}]`)}, Sighting{}},
		{"another page", []string{page(el(5, "input", field)), page("")}, Sighting{}},
		{"names that only begin alike", []string{page(el(5, "input", `"data-mp-12":"","data-mp-1-upx":"","data-mp":""`))}, Sighting{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := New(secret, "data-mp-2")
			play(t, p, tt.events...)
			require.Equal(t, tt.want, p.Field("w", secret))
			require.Equal(t, Sighting{}, p.Field("w", "data-mp-2"))
			require.Equal(t, Sighting{}, p.Field("other", secret))
			consistent(t, p)
		})
	}
}

func TestFieldOfAnUnknownStamp(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "input", `"data-mp-1":""`)))
	require.Equal(t, Sighting{}, p.Field("w", secret))
}
