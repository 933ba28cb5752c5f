package replay

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRandomMutations holds that no mutation, however senseless, makes a circle
// or loses the link between ids and nodes. All ids are small, so that they clash.
func TestRandomMutations(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := New(secret)
		play(t, p, page(randomNode(r, 3)))
		for range 15 {
			play(t, p, randomMutation(r))
			consistent(t, p)
			p.Field("w", secret)
			p.Selector("w", randomID(r))
		}
	}
}

func randomID(r *rand.Rand) int64 { return r.Int64N(12) + 1 }

func randomNode(r *rand.Rand, depth int) string {
	kind := []string{`"type":2,"tagName":"iframe"`, `"type":2,"tagName":"div"`, `"type":2,"tagName":"p","isShadow":true`, `"type":3,"textContent":"x"`, `"type":0`}[r.IntN(5)]
	children := ""
	for depth > 0 && r.IntN(3) == 0 {
		if children != "" {
			children += ","
		}
		children += randomNode(r, depth-1)
	}
	return fmt.Sprintf(`{%s,"attributes":{"data-mp-1-up%d":""},"childNodes":[%s],"id":%d}`, kind, r.IntN(3), children, randomID(r))
}

func randomMutation(r *rand.Rand) string {
	list, removes := "", ""
	for i := range 4 {
		if i > 0 {
			list, removes = list+",", removes+","
		}
		next := "null"
		if r.IntN(2) == 0 {
			next = fmt.Sprint(randomID(r))
		}
		list += add(int(randomID(r)), next, randomNode(r, 2))
		removes += fmt.Sprintf(`{"parentId":%d,"id":%d}`, randomID(r), randomID(r))
	}
	if r.IntN(3) > 0 {
		removes = ""
	}
	return change(adds(list), `"removes":[`+removes+`]`)
}

func TestRandomMutationsAreNotAllRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	p := New()
	play(t, p, page(""), change(adds(add(4, "null", randomNode(r, 3)))))
	require.NotEqual(t, "body", body(p))
}
