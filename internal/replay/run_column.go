package replay

import "golang.org/x/net/html"

// The bounds of a column: how many cells may stand left of it, and how many rows
// without a cell in it are passed over.
const (
	maxColumns = 64
	maxShorter = 16
)

// isRow says that the children of a node are cells of a table.
func isRow(n *node) bool {
	return n != nil && n.Type == html.ElementNode && (n.Data == "tr" || attribute(&n.Node, "role") == "row")
}

// cell visits the column that a node is a cell of, if it is one. A header in a
// section of its own is no part of it, and colspan is not counted.
func (r *runner) cell(n *node) {
	row := parentOf(n)
	if n.Type != html.ElementNode || n.gone || r.isMarked(n, columned) || !isRow(row) {
		return
	}
	if index := cellIndex(n); index < maxColumns {
		r.lane(n, lane{
			Columns, columned,
			func(n *node) *node { return cellBeside(parentOf(n), index, siblingBefore) },
			func(n *node) *node { return cellBeside(parentOf(n), index, siblingBehind) },
		})
	}
}

// rowBeside visits all columns of a row that came in, or beside which one went.
func (r *runner) rowBeside(n *node) {
	for steps := 0; n != nil && n.Type == html.TextNode && steps < maxShorter; steps++ {
		n = siblingBehind(n) // white space between rows
	}
	if n == nil || n.gone || !isRow(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.cell(of(c))
	}
}

// cellIndex counts the cells left of one, maxColumns at most.
func cellIndex(n *node) int {
	index := 0
	for c := n.PrevSibling; c != nil && index < maxColumns; c = c.PrevSibling {
		if c.Type == html.ElementNode {
			index++
		}
	}
	return index
}

// cellBeside returns the cell of a column in the nearest row that has one.
func cellBeside(row *node, index int, step func(*node) *node) *node {
	for range maxShorter {
		for row = step(row); row != nil && row.Type != html.ElementNode; {
			row = step(row)
		}
		if !isRow(row) {
			return nil
		}
		left := index
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			if left == 0 {
				return of(c)
			}
			left--
		}
	}
	return nil
}
