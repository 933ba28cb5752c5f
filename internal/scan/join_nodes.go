package scan

import "iter"

// joinedAt is at which nodes values were found joined in an event: one value that several
// joins show at one place is one finding.
type joinedAt map[canaryNode]bool // false: only something in the node is part of the value

type canaryNode struct {
	canary int
	node   int64
}

// add notes a node, given with what it stands in.
func (a joinedAt) add(canary int, within iter.Seq[int64]) {
	inner := true
	for node := range within {
		at := canaryNode{canary, node}
		a[at] = a[at] || inner
		inner = false
	}
}

// has says that a node is one of those, stands in one or holds one.
func (a joinedAt) has(canary int, within iter.Seq[int64]) bool {
	inner := true
	for node := range within {
		if itself, ok := a[canaryNode{canary, node}]; ok && (itself || inner) {
			return true
		}
		inner = false
	}
	return false
}
