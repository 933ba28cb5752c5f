package demo

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// personal is every value of a customer that a page may show, in the forms in
// which it does.
func personal() []string {
	return []string{
		signupForm["email"], signupForm["full_name"], contactForm["phone"], contactForm["address"], contactForm["about"],
		payoutsForm["dob"], "April 23, 1987", payoutsForm["ssn"], "4242", orderForm["recipient"], orderForm["address"],
	}
}

// exposed lists where a page holds personal values outside of masked text,
// blocked elements and the inline scripts that recorders leave out.
func exposed(t *testing.T, page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	var found []string
	note := func(place, text string) {
		for _, value := range personal() {
			if strings.Contains(text, value) {
				found = append(found, place+": "+value)
			}
		}
	}
	var walk func(n *html.Node, masked bool)
	walk = func(n *html.Node, masked bool) {
		if n.Type == html.ElementNode && (n.Data == "script" || hasClass(n, "ph-no-capture")) {
			return
		}
		masked = masked || hasClass(n, "ph-mask")
		if n.Type == html.TextNode && !masked || n.Type == html.CommentNode {
			note(map[html.NodeType]string{html.TextNode: "text", html.CommentNode: "comment"}[n.Type], n.Data)
		}
		for _, a := range n.Attr {
			note("attribute "+a.Key, a.Val)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child, masked)
		}
	}
	walk(root, false)
	return found
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && strings.Contains(" "+a.Val+" ", " "+class+" ") {
			return true
		}
	}
	return false
}

// TestMaskedPagesExposeNothing is the masked shop's promise, page by page.
func TestMaskedPagesExposeNothing(t *testing.T) {
	for name, page := range everyPage(t, Options{}) {
		require.Empty(t, exposed(t, page), name)
	}
}

// TestLeakyPagesExposeWhatTheySay holds the served HTML to the table of known
// answers; what scripts and the recorder add is seen in a browser only.
func TestLeakyPagesExposeWhatTheySay(t *testing.T) {
	pages := everyPage(t, Options{Leaky: true})
	require.Subset(t, exposed(t, pages["welcome"]), []string{
		"text: Brivolant Quazemtide", "attribute aria-label: Brivolant Quazemtide",
		"attribute data-user: Brivolant Quazemtide", "attribute data-user: qzxwvtk@hmgrdlpb.example.com",
		"comment: qzxwvtk@hmgrdlpb.example.com", "text: qzxwvtk@hmgrdlpb.example.com",
	})
	require.Subset(t, exposed(t, pages["receipt"]), []string{
		"attribute href: qzxwvtk@hmgrdlpb.example.com", "attribute value: qzxwvtk@hmgrdlpb.example.com",
		"text: Brivolant Quazemtide", "attribute title: 83 Plimvorten Lane",
	})
	require.Subset(t, exposed(t, pages["profile"]), []string{
		"attribute placeholder: +1 212 555 0143", "attribute value: 417 Zorbwickle Street",
		"attribute title: 417 Zorbwickle Street", "attribute datetime: 1987-04-23", "text: April 23, 1987",
	})
	require.Contains(t, pages["welcome"], "<title>Brivolant Quazemtide · Welcome")
}
