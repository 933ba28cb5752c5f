package demo

import "fmt"

// cents is an amount of money in US cents.
type cents int

// String writes the amount as the shop shows it: "$48.00".
func (c cents) String() string { return fmt.Sprintf("$%d.%02d", c/100, c%100) }

// product is one thing the shop sells.
type product struct {
	Slug  string // in its address and the name of its picture
	Name  string
	Price cents
	Maker string
	Note  string
}

// catalogue lists what the shop sells, in the order it shows it.
func catalogue() []product {
	return []product{
		{"ridge-mug", "Ridge mug", 2800, "Thrown in Asheville",
			"Stoneware with a thumb rest and a speckled oat glaze. Holds twelve ounces, likes the dishwasher."},
		{"moss-bowl", "Moss bowl", 4200, "Thrown in Portland",
			"A deep bowl for soup or salad, glazed in a green that breaks to brown along the rim."},
		{"tall-vase", "Tall vase", 6400, "Hand built in Santa Fe",
			"Unglazed outside, sealed inside. Made for one branch or three long stems."},
		{"evening-teapot", "Evening teapot", 8900, "Thrown in Asheville",
			"Pours without a drip. Brews for two, with a strainer built into the spout."},
		{"supper-plate", "Supper plate", 3600, "Jiggered in Hudson",
			"Ten and a half inches, flat enough for a knife, with a rim that keeps the sauce in."},
		{"sill-planter", "Sill planter", 3200, "Hand built in Santa Fe",
			"Fits a four inch nursery pot. Comes with its saucer."},
	}
}

// findProduct returns the product of a slug.
func findProduct(slug string) (product, bool) {
	for _, p := range catalogue() {
		if p.Slug == slug {
			return p, true
		}
	}
	return product{}, false
}
