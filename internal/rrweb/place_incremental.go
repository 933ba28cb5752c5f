package rrweb

// incrementalMember visits one member of the data of an incremental snapshot:
// the table of places by source.
func (w *walk) incrementalMember(key string) {
	if numericMember(key) {
		w.numeric(key)
		return
	}
	if !w.sourceMember(key) {
		w.unknown(key)
	}
}

// sourceMember visits a member that the event's source knows.
func (w *walk) sourceMember(key string) bool {
	switch w.ev.Source {
	case Mutation:
		return w.mutationMember(key)
	case Input:
		return w.known(SurfaceInput, key, key == "text")
	case StyleSheetRule:
		return w.ruleMember(key)
	case StyleDeclaration:
		return w.declarationMember(key)
	case AdoptedStyleSheet:
		if key == "styles" {
			w.items(key, w.adoptedMember)
			return true
		}
	case CanvasMutation:
		return w.known(SurfaceCanvas, key, key == "commands" || key == "property" || key == "args")
	case Font:
		return w.fontMember(key)
	case Log:
		return w.known(SurfaceConsole, key, key == "level" || key == "trace" || key == "payload")
	case CustomElement:
		return w.known(SurfaceName, key, key == "define")
	}
	return false
}

// known visits the value on the given surface if the member is known.
func (w *walk) known(as Surface, key string, known bool) bool {
	if known {
		w.free(as, key)
	}
	return known
}

// items visits a list of objects with members that the format names.
func (w *walk) items(name string, member func(key string)) {
	if w.next() != '[' {
		w.free(SurfaceOther, name)
		return
	}
	w.array(func(int) {
		if w.next() != '{' {
			w.free(SurfaceOther, name)
			return
		}
		w.object(member)
	})
}

func (w *walk) mutationMember(key string) bool {
	switch key {
	case "adds":
		w.items(key, w.addMember)
	case "texts":
		w.items(key, w.textMember)
	case "attributes":
		w.items(key, w.attributeMember)
	case "removes":
		w.numeric(key)
	case "updates":
		w.items(key, w.addMember)
	default:
		return false
	}
	return true
}

// addMember visits a member of an added node, or of a mobile wireframe's add or
// update.
func (w *walk) addMember(key string) {
	switch {
	case key == "node":
		w.node("")
	case key == "wireframe":
		w.free(SurfaceMobile, key)
	case numericMember(key):
		w.numeric(key)
	default:
		w.unknown(key)
	}
}

func (w *walk) textMember(key string) {
	switch key {
	case "value":
		w.plainText(SurfaceText, key)
	case "id":
		w.numeric(key)
	default:
		w.unknown(key)
	}
}

func (w *walk) attributeMember(key string) {
	switch key {
	case "attributes":
		w.attributes("")
	case "id":
		w.numeric(key)
	default:
		w.unknown(key)
	}
}
