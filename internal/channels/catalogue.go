package channels

// CatalogueSize is how many leak channels the catalogue lists, numbered from 1.
const CatalogueSize = 87

// LeftOut says, by its number in the catalogue, why a leak channel has no page.
func LeftOut() map[int]string {
	return map[int]string{
		48: "only versions of posthog-js before 1.431.8 record what changes below a blocked element (PostHog/posthog-js#4815); the corpus is recorded with a later one",
		79: "the distinct id and what PostHog keeps of a person stand beside the events that the recorder stores; the tests of captured requests and of metadata hold it",
		81: "no string holds the value: the length of a mask is information, and so reported where the run stamped the field",
		85: "no string holds the value: a width in characters and a scroll position say no more than its length",
		86: "no string holds the value: ranges and positions name nodes and offsets, not text",
	}
}
