package rrweb

import (
	"strconv"
	"strings"
)

// NodeAt returns the id of the rrweb node that owns the place at an RFC 6901
// pointer into Event.JSON: the node whose text or attribute it is, the control
// of an input event, the target of a change. It returns 0 where there is none.
func (e *Event) NodeAt(pointer string) int64 {
	if e.Type != FullSnapshot && e.Type != IncrementalSnapshot || !strings.HasPrefix(pointer, "/data") {
		return 0
	}
	c := cursor{s: aliased(e.JSON)}
	var objects []int // where the objects on the way begin
	for _, name := range strings.Split(pointer[1:], "/") {
		name = pointerUnescape.Replace(name)
		if !c.child(name) || name == "attributes" && c.next() == '{' {
			break
		}
		if c.next() == '{' {
			objects = append(objects, c.i)
		}
		if !leadsToNodes(name) {
			break
		}
	}
	return innermostID(c.s, objects)
}

// innermostID returns the id of the last object that has one.
func innermostID(s string, objects []int) int64 {
	for i := len(objects) - 1; i >= 0; i-- {
		raw := member(s[objects[i]:], "id")
		if id, ok := number([]byte(raw)); ok {
			return id
		}
	}
	return 0
}

// pointerUnescape undoes the escaping of RFC 6901 section 3.
var pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")

// leadsToNodes says whether there can be nodes with an id below a member.
func leadsToNodes(name string) bool {
	switch name {
	case "data", "node", "childNodes", "texts", "attributes", "adds", "removes", "updates",
		"wireframes", "wireframe", "childWireframes":
		return true
	}
	_, err := strconv.Atoi(name)
	return err == nil
}

// child moves the cursor to a member or item of the container that begins here.
func (c *cursor) child(name string) bool {
	switch c.next() {
	case '{':
		return c.childMember(name)
	case '[':
		return c.childItem(name)
	}
	return false
}

func (c *cursor) childMember(name string) bool {
	for c.i++; c.next() == '"'; c.skip() {
		if unquote(c.quoted()) == name {
			c.next()
			return true
		}
	}
	return false
}

func (c *cursor) childItem(name string) bool {
	index, err := strconv.Atoi(name)
	if err != nil {
		return false
	}
	for c.i++; ; index-- {
		before := c.i
		if b := c.next(); b == ']' || b == '}' || b == 0 {
			return false
		}
		if index <= 0 {
			return index == 0
		}
		if c.skip(); c.i == before {
			return false
		}
	}
}
