package report

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/scan"
)

// images says how many pictures were not read, and why.
func (p *page) images(i scan.Images) {
	n := i.Found - i.Read
	if n <= 0 {
		return
	}
	var why []string
	for _, u := range i.Unread {
		why = append(why, fmt.Sprintf("%s (%d)", u.Reason, u.Count))
	}
	p.gap()
	p.para(2, unsure, fmt.Sprintf("%d of %s not read, and may hold more: %s.",
		n, count(i.Found, "picture was", "pictures were"), strings.Join(why, "; ")))
}
