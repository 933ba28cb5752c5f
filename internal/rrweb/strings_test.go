package rrweb

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStrings(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"meta", `{"type":4,"data":{"href":"http://shop.test/?q=1","width":1,"height":2},"timestamp":3}`,
			`url href "http://shop.test/?q=1" /data/href`},
		{"snapshot", `{"type":2,"data":{"node":{"type":0,"childNodes":[
			{"type":1,"name":"html","publicId":"p","systemId":"s","id":2},
			{"type":2,"tagName":"input","attributes":{"value":"v","type":"text","rr_scrollLeft":12},"childNodes":[],"id":3},
			{"type":2,"tagName":"style","attributes":{},"childNodes":[{"type":3,"textContent":"a{}","isStyle":true,"id":5}],"id":4},
			{"type":5,"textContent":"note","id":6}],"id":1},"initialOffset":{"left":0,"top":0}},"timestamp":3}`,
			`other "html" /data/node/childNodes/0/name
other "p" /data/node/childNodes/0/publicId
other "s" /data/node/childNodes/0/systemId
name key "input" /data/node/childNodes/1/tagName
name key "value" /data/node/childNodes/1/attributes/value
input value "v" /data/node/childNodes/1/attributes/value
name key "type" /data/node/childNodes/1/attributes/type
attribute type "text" /data/node/childNodes/1/attributes/type
name key "rr_scrollLeft" /data/node/childNodes/1/attributes/rr_scrollLeft
attribute rr_scrollLeft "12" /data/node/childNodes/1/attributes/rr_scrollLeft
name key "style" /data/node/childNodes/2/tagName
css "a{}" /data/node/childNodes/2/childNodes/0/textContent
comment "note" /data/node/childNodes/3/textContent`},
		{"attributes before the tag", `{"type":2,"data":{"node":{"attributes":{"value":"v"},"childNodes":[],"tagName":"option","type":2,"id":1}},"timestamp":3}`,
			`name key "value" /data/node/attributes/value
input value "v" /data/node/attributes/value
name key "option" /data/node/tagName`},
		{"urls and images", `{"type":2,"data":{"node":{"type":2,"tagName":"img","attributes":{"src":"DATA:image/png;base64,AA","srcset":"a 1x","rr_dataURL":"data:x"},"id":1}},"timestamp":3}`,
			`name key "img" /data/node/tagName
name key "src" /data/node/attributes/src
image src "DATA:image/png;base64,AA" /data/node/attributes/src
name key "srcset" /data/node/attributes/srcset
url srcset "a 1x" /data/node/attributes/srcset
name key "rr_dataURL" /data/node/attributes/rr_dataURL
image rr_dataURL "data:x" /data/node/attributes/rr_dataURL`},
		{"mutation", `{"type":3,"data":{"source":0,"texts":[{"id":4,"value":"t"},{"id":5,"value":null}],
			"attributes":[{"id":7,"attributes":{"style":{"--x":["red","important"],"top":false},"title":4242,"a/b~c":"d"}}],
			"removes":[{"parentId":1,"id":2}],"adds":[{"parentId":1,"nextId":null,"node":{"type":3,"textContent":"new","id":9}}]},"timestamp":3}`,
			`text "t" /data/texts/0/value
name key "style" /data/attributes/0/attributes/style
name key "--x" /data/attributes/0/attributes/style/--x
css --x "red" /data/attributes/0/attributes/style/--x/0
css --x "important" /data/attributes/0/attributes/style/--x/1
name key "top" /data/attributes/0/attributes/style/top
name key "title" /data/attributes/0/attributes/title
attribute title "4242" /data/attributes/0/attributes/title
name key "a/b~c" /data/attributes/0/attributes/a~1b~0c
attribute a/b~c "d" /data/attributes/0/attributes/a~1b~0c
text "new" /data/adds/0/node/textContent`},
		{"input", `{"type":3,"data":{"source":5,"id":-1,"text":"typed \u0041","isChecked":false},"timestamp":3}`,
			`input text "typed A" /data/text`},
		{"rules", `{"type":3,"data":{"source":8,"styleId":1,"adds":[{"rule":"a{}","index":[0]}],"replace":"b{}"},"timestamp":3}`,
			"css rule \"a{}\" /data/adds/0/rule\ncss replace \"b{}\" /data/replace"},
		{"declaration", `{"type":3,"data":{"source":13,"index":[0],"set":{"property":"color","value":"red","priority":""}},"timestamp":3}`,
			"css property \"color\" /data/set/property\ncss value \"red\" /data/set/value\ncss priority \"\" /data/set/priority"},
		{"adopted", `{"type":3,"data":{"source":15,"id":1,"styleIds":[1],"styles":[{"styleId":1,"rules":[{"rule":"c{}","index":0}]}]},"timestamp":3}`,
			`css rule "c{}" /data/styles/0/rules/0/rule`},
		{"font", `{"type":3,"data":{"source":10,"family":"f","fontSource":"u","buffer":false},"timestamp":3}`,
			"font family \"f\" /data/family\nfont fontSource \"u\" /data/fontSource"},
		{"canvas", `{"type":3,"data":{"source":9,"id":3,"type":0,"commands":[{"property":"fillText","args":["hi",4242]},{"property":"drawImage","args":[{"rr_type":"ArrayBuffer","base64":"AAAA"}]}]},"timestamp":3}`,
			`canvas key "property" /data/commands/0/property
canvas property "fillText" /data/commands/0/property
canvas key "args" /data/commands/0/args
canvas args "hi" /data/commands/0/args/0
canvas args "4242" /data/commands/0/args/1
canvas key "property" /data/commands/1/property
canvas property "drawImage" /data/commands/1/property
canvas key "args" /data/commands/1/args
canvas key "rr_type" /data/commands/1/args/0/rr_type
canvas rr_type "ArrayBuffer" /data/commands/1/args/0/rr_type
canvas key "base64" /data/commands/1/args/0/base64
image base64 "AAAA" /data/commands/1/args/0/base64`},
		{"custom element", `{"type":3,"data":{"source":16,"define":{"name":"x-y"}},"timestamp":3}`,
			"name key \"name\" /data/define/name\nname name \"x-y\" /data/define/name"},
		{"custom", `{"type":5,"data":{"tag":"app","payload":{"card":4242424242424242,"list":["a",true,null]}},"timestamp":3}`,
			`custom tag "app" /data/tag
custom key "card" /data/payload/card
custom card "4242424242424242" /data/payload/card
custom key "list" /data/payload/list
custom list "a" /data/payload/list/0`},
		{"pageview, payload first", `{"type":5,"data":{"payload":{"href":"http://x/","k":1},"tag":"$pageview"},"timestamp":3}`,
			`custom key "href" /data/payload/href
url href "http://x/" /data/payload/href
custom key "k" /data/payload/k
custom k "1" /data/payload/k
custom tag "$pageview" /data/tag`},
		{"console", `{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"payload":["\"a\""]}},"timestamp":3}`,
			"plugin plugin \"rrweb/console@1\" /data/plugin\nconsole key \"payload\" /data/payload/payload\nconsole payload \"\\\"a\\\"\" /data/payload/payload/0"},
		{"network", `{"type":6,"data":{"plugin":"rrweb/network@2","payload":{"requests":[{"name":"u"}]}},"timestamp":3}`,
			"plugin plugin \"rrweb/network@2\" /data/plugin\nnetwork key \"requests\" /data/payload/requests\nnetwork key \"name\" /data/payload/requests/0/name\nnetwork name \"u\" /data/payload/requests/0/name"},
		{"other plugin", `{"type":6,"data":{"plugin":"x","payload":"p"},"timestamp":3}`,
			"plugin plugin \"x\" /data/plugin\nplugin payload \"p\" /data/payload"},
		{"canvas, pixels", `{"type":3,"data":{"source":9,"id":3,"property":"putImageData","args":[{"rr_type":"ImageData","args":[{"rr_type":"Uint8ClampedArray","args":[[104,101,108,108,111,33,33,255]]},2,1]}]},"timestamp":3}`,
			`canvas property "putImageData" /data/property
image ImageData "{\"rr_type\":\"ImageData\",\"args\":[{\"rr_type\":\"Uint8ClampedArray\",\"args\":[[104,101,108,108,111,33,33,255]]},2,1]}" /data/args/0
canvas key "rr_type" /data/args/0/rr_type
canvas rr_type "ImageData" /data/args/0/rr_type
canvas key "args" /data/args/0/args
canvas key "rr_type" /data/args/0/args/0/rr_type
canvas rr_type "Uint8ClampedArray" /data/args/0/args/0/rr_type
canvas key "args" /data/args/0/args/0/args`},
		{"mobile", `{"type":2,"data":{"wireframes":[{"id":1,"text":"Hi","base64":"QQ=="}]},"timestamp":3}`,
			`mobile key "id" /data/wireframes/0/id
mobile id "1" /data/wireframes/0/id
mobile key "text" /data/wireframes/0/text
mobile text "Hi" /data/wireframes/0/text
mobile key "base64" /data/wireframes/0/base64
image base64 "QQ==" /data/wireframes/0/base64`},
		{"asset", `{"type":7,"data":{"url":"u","payload":{"rr_type":"CssText","cssTexts":["a{}"]}},"timestamp":3}`,
			`url url "u" /data/url
other key "rr_type" /data/payload/rr_type
image rr_type "CssText" /data/payload/rr_type
other key "cssTexts" /data/payload/cssTexts
css cssTexts "a{}" /data/payload/cssTexts/0`},
		{"font as bytes", `{"type":3,"data":{"source":10,"family":"f","fontSource":"[104, 101,108,108,111]","buffer":true},"timestamp":3}`,
			`font family "f" /data/family
font fontSource "hello" /data/fontSource
font fontSource "[104, 101,108,108,111]" /data/fontSource`},
		{"canvas, bytes in a typed array", `{"type":3,"data":{"source":9,"args":[{"args":[[104,101,108,108,111,256],[1,2,3]]},[104,101,108,108,111]]},"timestamp":3}`,
			`canvas key "args" /data/args/0/args
canvas args "104" /data/args/0/args/0/0
canvas args "101" /data/args/0/args/0/1
canvas args "108" /data/args/0/args/0/2
canvas args "108" /data/args/0/args/0/3
canvas args "111" /data/args/0/args/0/4
canvas args "256" /data/args/0/args/0/5
canvas args "1" /data/args/0/args/1/0
canvas args "2" /data/args/0/args/1/1
canvas args "3" /data/args/0/args/1/2
canvas args "hello" /data/args/1
canvas args "104" /data/args/1/0
canvas args "101" /data/args/1/1
canvas args "108" /data/args/1/2
canvas args "108" /data/args/1/3
canvas args "111" /data/args/1/4`},
		{"scripts", `{"type":2,"data":{"node":{"type":2,"tagName":"script","attributes":{"onload":"f()"},"childNodes":[{"type":3,"textContent":"g()","id":2}],"id":1}},"timestamp":3}`,
			`name key "script" /data/node/tagName
name key "onload" /data/node/attributes/onload
script onload "f()" /data/node/attributes/onload
script "g()" /data/node/childNodes/0/textContent`},
		{"long numbers where ids stand", `{"type":3,"data":{"source":1,"positions":[{"x":4242424242424242,"y":12345678.123456789,"id":1e15,"timeOffset":-100}]},"timestamp":1795000000000,"delay":123456789}`,
			`other x "4242424242424242" /data/positions/0/x
other id "1e15" /data/positions/0/id
other delay "123456789" /delay`},
		{"the old log source", `{"type":3,"data":{"source":11,"level":"log","payload":["a"],"odd":"b"},"timestamp":3}`,
			`console level "log" /data/level
console payload "a" /data/payload/0
other key "odd" /data/odd
other odd "b" /data/odd`},
		{"mobile, incremental", `{"type":3,"data":{"source":0,"updates":[{"parentId":1,"wireframe":{"text":"t","style":{"backgroundImage":"QQ=="},"options":["o"]}}]},"timestamp":3}`,
			`mobile key "text" /data/updates/0/wireframe/text
mobile text "t" /data/updates/0/wireframe/text
mobile key "style" /data/updates/0/wireframe/style
mobile key "backgroundImage" /data/updates/0/wireframe/style/backgroundImage
image backgroundImage "QQ==" /data/updates/0/wireframe/style/backgroundImage
mobile key "options" /data/updates/0/wireframe/options
mobile options "o" /data/updates/0/wireframe/options/0`},
		{"unknown type, unknown member", `{"type":99,"data":{"k":"v","n":7},"timestamp":3,"windowId":"w","x":["y"]}`,
			`other key "k" /data/k
other k "v" /data/k
other key "n" /data/n
other n "7" /data/n
other windowId "w" /windowId
other key "x" /x
other x "y" /x/0`},
		{"strings among numbers", `{"type":3,"data":{"source":1,"positions":[{"x":1,"y":"secret","id":1,"odd":"o"}]},"timestamp":3}`,
			`other y "secret" /data/positions/0/y
other key "odd" /data/positions/0/odd
other odd "o" /data/positions/0/odd`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, strings.Split(tt.want, "\n"), visited(t, tt.raw))
		})
	}
}

// TestStringsOfPackedParts holds every compressed place against its plain twin.
func TestStringsOfPackedParts(t *testing.T) {
	node := `{"node":{"type":3,"textContent":"héllo \u0000 ✓","id":2},"initialOffset":{}}`
	list := `[{"id":1,"value":"a","attributes":{"k":"v"},"rule":"r{}","node":{"type":3,"textContent":"n","id":1}}]`
	tests := []struct{ name, shape string }{
		{"full snapshot", `{"type":2,"data":@,"timestamp":1,"cv":"2024-10"}`},
		{"full snapshot without cv", `{"type":2,"data":@,"timestamp":1}`},
		{"texts", `{"type":3,"data":{"source":0,"texts":@},"timestamp":1,"cv":"2024-10"}`},
		{"all of a mutation", `{"data":{"adds":@,"texts":@,"attributes":@,"removes":@,"source":0},"type":3,"timestamp":1}`},
		{"style rules", `{"type":3,"data":{"source":8,"adds":@,"removes":@},"timestamp":1}`},
		{"unexpected place", `{"type":3,"data":{"source":77,"adds":@},"timestamp":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			part := list
			if strings.HasPrefix(tt.name, "full") {
				part = node
			}
			plain := strings.ReplaceAll(tt.shape, "@", part)
			for _, pack := range []func(string) string{gz, zl} {
				packed := strings.ReplaceAll(tt.shape, "@", pack(part))
				if tt.name == "unexpected place" {
					packed = strings.ReplaceAll(tt.shape, "@", gz(part))
				}
				require.Equal(t, visited(t, plain), visited(t, packed))
				ev, err := Decode([]byte(packed))
				require.NoError(t, err)
				require.Empty(t, ev.Unscanned)
				require.JSONEq(t, plain, string(ev.JSON))
			}
		})
	}
	whole := `{"type":5,"data":{"tag":"t","payload":"p"},"timestamp":1,"v":"v1"}`
	require.Equal(t, visited(t, whole), visited(t, zl(whole)))
}

func TestStringsIsComplete(t *testing.T) {
	for name, raw := range corpus() {
		ev, err := Decode([]byte(raw))
		require.NoError(t, err, name)
		require.Empty(t, lost(ev), name)
	}
}

func TestTextOutlivesTheVisit(t *testing.T) {
	ev, err := Decode([]byte(`{"type":5,"data":{"tag":"t","payload":["plain","esc\naped","` + strings.Repeat(`\n`, arenaChunk) + `","last\t"]},"timestamp":1}`))
	require.NoError(t, err)
	var values []string
	ev.Strings(func(x *Text) { values = append(values, x.Value) })
	require.Equal(t, []string{"t", "plain", "esc\naped", strings.Repeat("\n", arenaChunk), "last\t"}, values)
}

func TestStringsOfBrokenEvents(t *testing.T) {
	for name, raw := range map[string]string{
		"no JSON":       `{"type":3,"data":{"source":5,"text":"needle`,
		"no type":       `{"data":"needle"}`,
		"a list":        `["needle"]`,
		"bare text":     `needle`,
		"data behind":   `{"type":4} needle`,
		"packed, bad":   `"needle"`,
		"deep":          strings.Repeat("[", maxDepth+1) + `"needle"` + strings.Repeat("]", maxDepth+1),
		"deep, in data": `{"type":4,"data":` + strings.Repeat("[", maxDepth+1) + `"needle"` + strings.Repeat("]", maxDepth+1) + `}`,
	} {
		ev, err := Decode([]byte(raw))
		require.NotEmpty(t, ev.Unscanned, name)
		if name != "deep, in data" {
			require.ErrorIs(t, err, ErrNotEvent, name)
		}
		found := false
		ev.Strings(func(x *Text) { found = found || strings.Contains(x.Value, "needle") })
		require.True(t, found, name)
	}
}

// TestStringsOfUnvalidatedEvents covers events that Decode did not make.
func TestStringsOfUnvalidatedEvents(t *testing.T) {
	for _, raw := range []string{"", "{", `{"data":`, `{"data":}`, `{"data":[}]`, `{"data":{"a":]}}`, `{"a`, `{"data":{"x":tru]`, strings.Repeat("[", 3*maxDepth), `{"data":"\`} {
		for typ := NoType; typ <= Asset; typ++ {
			ev := &Event{Type: typ, Source: Mutation, JSON: []byte(raw)}
			ev.Strings(func(x *Text) { _ = x.Pointer() })
			if raw != "" {
				require.NotEmpty(t, ev.Unscanned, "%q as type %d", raw, typ)
			}
		}
	}
}
