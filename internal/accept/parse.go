package accept

import (
	"fmt"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

const example = `{fingerprint: "4f1c…", owner: "Jane", reason: "test account", expires: 2027-01-31}`

// Parse reads a file of accepted leaks. file is its name in errors, which are
// [strictyaml.Errors]; an acceptance that is over is none.
func Parse(file string, data []byte) ([]scan.Acceptance, error) {
	var list []scan.Acceptance
	doc := strictyaml.Document{File: file, Data: data}
	err := doc.Decode(func(root strictyaml.Value) {
		shape := strictyaml.Shape{What: "a file of accepted leaks", Keys: []string{"accept"}, Example: "accept: [" + example + "]"}
		list = load(root.Fields(shape).Need("accept", "such as "+shape.Example))
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func load(v strictyaml.Value) []scan.Acceptance {
	var list []scan.Acceptance
	lines := map[string]int{}
	for _, item := range v.List("accepted leak") {
		a, fingerprint := loadOne(item)
		if line, taken := lines[a.Fingerprint+a.Flow]; taken && a.Fingerprint != "" {
			fingerprint.Fail(fmt.Sprintf("the fingerprint is accepted already, on line %d", line), "give each leak one entry, or each of its flows")
		}
		lines[a.Fingerprint+a.Flow] = fingerprint.Line()
		list = append(list, a)
	}
	return list
}

func loadOne(item strictyaml.Value) (scan.Acceptance, strictyaml.Value) {
	f := item.Fields(strictyaml.Shape{
		What: "an accepted leak", Example: example,
		Keys: []string{"fingerprint", "scenario", "flow", "canary", "kind", "surface", "shows", "place", "owner", "reason", "expires"},
	})
	fingerprint := f.Need("fingerprint", "as the report shows it beside the finding")
	a := scan.Acceptance{
		Fingerprint: fingerprint.Text(),
		Scenario:    f.Get("scenario").Text(), Flow: f.Get("flow").Text(),
		Canary: f.Get("canary").Text(), Kind: canary.Kind(f.Get("kind").Text()), Surface: rrweb.Surface(f.Get("surface").Text()),
		Shows: f.Get("shows").Text(), Place: f.Get("place").Text(),
		Owner:   f.Need("owner", "who answers for it").Text(),
		Reason:  f.Need("reason", "why it may stand").Text(),
		Expires: loadDay(f.Need("expires", "the last day it counts, such as expires: 2027-01-31")),
	}
	if a.Fingerprint != "" && !scan.IsFingerprint(a.Fingerprint) {
		fingerprint.Fail("fingerprint is none: "+fingerprint.Quoted(), "a finding shows its own, 32 characters of 0-9 and a-f")
	}
	return a, fingerprint
}

func loadDay(v strictyaml.Value) string {
	text := v.Text()
	if _, err := time.Parse(time.DateOnly, text); err != nil && text != "" {
		v.Fail("expires wants a day, got "+v.Quoted(), "such as 2027-01-31")
		return ""
	}
	return text
}
