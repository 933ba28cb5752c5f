package rrweb

// ruleMember visits a member of a style sheet rule event.
func (w *walk) ruleMember(key string) bool {
	switch key {
	case "adds":
		w.items(key, w.cssRule)
	case "removes":
		w.numeric(key)
	case "replace", "replaceSync":
		w.free(SurfaceCSS, key)
	default:
		return false
	}
	return true
}

// cssRule visits a member of {rule, index}.
func (w *walk) cssRule(key string) {
	switch key {
	case "rule":
		w.free(SurfaceCSS, key)
	case "index":
		w.numeric(key)
	default:
		w.unknown(key)
	}
}

// declarationMember visits a member of a style declaration event: set or remove,
// with property, value and priority.
func (w *walk) declarationMember(key string) bool {
	if key != "set" && key != "remove" {
		return false
	}
	if w.next() != '{' {
		w.free(SurfaceCSS, key)
		return true
	}
	w.object(func(name string) {
		switch name {
		case "property", "value", "priority":
			w.free(SurfaceCSS, name)
		default:
			w.unknown(name)
		}
	})
	return true
}

// adoptedMember visits a member of one adopted style sheet.
func (w *walk) adoptedMember(key string) {
	switch {
	case key == "rules":
		w.items(key, w.cssRule)
	case numericMember(key):
		w.numeric(key)
	default:
		w.unknown(key)
	}
}
