package rrweb

// corpus is one event of each kind with oddities that real recordings have.
func corpus() map[string]string {
	node := `{"node":{"type":0,"compatMode":"BackCompat","childNodes":[{"type":1,"name":"html","publicId":"","systemId":"","id":2},{"type":2,"tagName":"html","attributes":{"lang":"en","xlink:href":"u"},"childNodes":[{"type":2,"tagName":"input","attributes":{"value":"****","class":"a","checked":true},"childNodes":[],"id":4,"rootId":1,"isSVG":true},{"type":3,"textContent":"text \ud83d \u00e9","id":5,"isShadow":true}],"id":3,"isShadowHost":true}],"id":1},"initialOffset":{"left":0,"top":0}}`
	adds := `[{"parentId":3,"nextId":null,"node":{"type":2,"tagName":"p","attributes":{"style":"color:red"},"childNodes":[],"id":9}}]`
	return map[string]string{
		"domcontentloaded":  `{"type":0,"data":{},"timestamp":1}`,
		"load":              `{"type":1,"data":{"extra":"x"},"timestamp":1,"delay":3}`,
		"meta":              `{"type":4,"data":{"href":"http://x/","width":1,"height":1,"more":{"a":"b"}},"timestamp":1}`,
		"snapshot":          `{"type":2,"data":` + node + `,"timestamp":1}`,
		"snapshot packed":   `{"type":2,"data":` + gz(node) + `,"timestamp":1,"cv":"2024-10","windowId":"w"}`,
		"mutation packed":   `{"type":3,"data":{"source":0,"texts":` + gz(`[{"id":5,"value":"v"}]`) + `,"attributes":` + gz(`[{"id":4,"attributes":{"style":{"a":"b","c":["d","important"],"e":false},"title":null}}]`) + `,"removes":` + gz(`[]`) + `,"adds":` + gz(adds) + `},"timestamp":1,"cv":"2024-10"}`,
		"mouse":             `{"type":3,"data":{"source":1,"positions":[{"x":1,"y":2,"id":3,"timeOffset":-5}]},"timestamp":1}`,
		"click":             `{"type":3,"data":{"source":2,"type":2,"id":3,"x":1,"y":2,"pointerType":0},"timestamp":1}`,
		"input":             `{"type":3,"data":{"source":5,"id":4,"text":"C:\\fakepath\\me.pdf","isChecked":false,"userTriggered":true},"timestamp":1}`,
		"media":             `{"type":3,"data":{"source":7,"id":4,"type":0,"currentTime":1.5,"volume":1,"muted":false,"loop":false,"playbackRate":1},"timestamp":1}`,
		"rules":             `{"type":3,"data":{"source":8,"id":4,"adds":` + gz(`[{"rule":"a{content:\"x\"}","index":[0,1]}]`) + `,"removes":` + gz(`[{"index":0}]`) + `,"replaceSync":"b{}"},"timestamp":1,"cv":"2024-10"}`,
		"canvas":            `{"type":3,"data":{"source":9,"id":4,"type":0,"property":"fillText","args":["t",1,2]},"timestamp":1}`,
		"font":              `{"type":3,"data":{"source":10,"family":"F","fontSource":"[1,2]","buffer":true,"descriptors":{"weight":"400"}},"timestamp":1}`,
		"log":               `{"type":3,"data":{"source":11,"level":"log","payload":["\"x\""],"trace":[]},"timestamp":1}`,
		"declaration":       `{"type":3,"data":{"source":13,"styleId":1,"index":[0],"remove":{"property":"top"}},"timestamp":1}`,
		"selection":         `{"type":3,"data":{"source":14,"ranges":[{"start":1,"startOffset":0,"end":2,"endOffset":3}]},"timestamp":1}`,
		"adopted":           `{"type":3,"data":{"source":15,"id":1,"styleIds":[1],"styles":[{"styleId":1,"rules":[{"rule":"c{}","index":0}]}]},"timestamp":1}`,
		"custom element":    `{"type":3,"data":{"source":16,"define":{"name":"x-y"}},"timestamp":1}`,
		"future source":     `{"type":3,"data":{"source":44,"what":{"is":["this"]}},"timestamp":1}`,
		"custom":            `{"type":5,"data":{"tag":"$session_options","payload":{"sessionRecordingOptions":{"maskAllInputs":true},"activePlugins":["p"]}},"timestamp":1}`,
		"console":           `{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"log","trace":["f (http://x/:1:2)"],"payload":["\"a\\\"b\""]}},"timestamp":1}`,
		"network":           `{"type":6,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"http://x/?a","duration":1.5,"requestHeaders":{"x-email":"a@b"},"responseBody":"{\"k\":1}"}],"isInitial":true}},"timestamp":1}`,
		"asset":             `{"type":7,"data":{"url":"u","failed":{"status":404,"message":"m"}},"timestamp":1}`,
		"mobile":            `{"type":3,"data":{"source":0,"adds":[{"parentId":1,"wireframe":{"id":2,"text":"t","childWireframes":[]}}],"updates":[{"wireframe":{"id":2,"value":"v"}}],"removes":[{"id":2,"parentId":1}]},"timestamp":1}`,
		"nodes in odd form": `{"type":2,"data":{"node":{"type":2,"tagName":7,"attributes":"none","childNodes":{"a":"b"},"textContent":["x"],"strange":"s"}},"timestamp":1}`,
		"lists in odd form": `{"type":3,"data":{"source":0,"adds":{"a":"b"},"texts":["t"],"attributes":[{"id":1,"attributes":["x"],"y":"z"}],"removes":"r"},"timestamp":1}`,
		"packed whole":      zl(`{"type":4,"data":{"href":"h"},"timestamp":1,"v":"v1"}`),
	}
}
