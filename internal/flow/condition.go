package flow

import (
	"slices"
	"strconv"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

var conditions = []string{"text", "url", "title", "visible", "hidden", "enabled", "count", "value", "request", "response"}

var conditionShape = strictyaml.Shape{
	What:    "a condition",
	Keys:    slices.Concat(conditions, []string{"of", "status"}),
	Example: `{text: "Thank you"}`,
}

// condition is the value of wait_for and expect, and of until.
func (p *parser) condition(v strictyaml.Value) *Condition {
	fields := v.Fields(conditionShape)
	get := func(key string) *Locator {
		if l := fields.Get(key); l.Present() {
			return parseLocator(l)
		}
		return nil
	}
	c := &Condition{
		Text: fields.Get("text").Text(), URL: fields.Get("url").Text(), Title: fields.Get("title").Text(),
		Visible: get("visible"), Hidden: get("hidden"), Enabled: get("enabled"), Of: get("of"),
		Request: fields.Get("request").Text(), Response: fields.Get("response").Text(),
	}
	which := fields.One(conditions...)
	switch which {
	case "count":
		c.Count = new(number0(fields.Get("count")))
		fields.Need("of", `such as {count: 3, of: {role: listitem}}`)
	case "value":
		c.Value = new(fields.Get("value").Literal())
		fields.Need("of", `such as {value: "Berlin", of: {label: City}}`)
	case "":
		return c
	default:
		fields.Fail("of", "of makes no sense with "+which, "of goes with count and value")
	}
	if status := fields.Get("status"); status.Present() {
		c.Status = number0(status)
		if which != "response" {
			fields.Fail("status", "status goes with response only", `such as {response: "/api/pay", status: 201}`)
		}
	}
	return c
}

// number0 reads a whole number from 0.
func number0(v strictyaml.Value) int {
	n, _ := v.Uint()
	return int(min(n, 1<<20))
}

// number1 reads a whole number from 1 to most.
func number1(v strictyaml.Value, most int) int {
	n, ok := v.Uint()
	if ok && (n < 1 || n > uint64(most)) {
		v.Fail(v.Name()+" must be from 1 to "+strconv.Itoa(most)+", got "+v.Quoted(), "")
		return 1
	}
	return int(n)
}

// locators are those of a condition.
func (c *Condition) locators() []*Locator {
	return slices.DeleteFunc([]*Locator{c.Visible, c.Hidden, c.Enabled, c.Of}, func(l *Locator) bool { return l == nil })
}
