package flow

import (
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

var (
	authShape    = strictyaml.Shape{What: "a login", Keys: []string{"user", "password"}, Example: `{user: qa, password: "${STAGING_PASSWORD}"}`}
	emulateShape = strictyaml.Shape{
		What: "an emulation", Keys: []string{"device", "viewport", "locale", "timezone", "color_scheme", "network"},
		Example: `{device: "iPhone 15"}`,
	}
	viewportShape = strictyaml.Shape{What: "a viewport", Keys: []string{"width", "height"}, Example: "{width: 390, height: 844}"}
)

// Networks are the words for emulate's network.
var networks = []string{"online", "offline", "slow-3g", "fast-3g", "slow-4g"}

// settings reads the keys at a flow's top that say how it is walked.
func (p *parser) settings(fields strictyaml.Fields, f *Flow) {
	if v := fields.Get("emulate"); v.Present() {
		f.Emulate = p.emulation(v)
	}
	if v := fields.Get("auth"); v.Present() {
		auth := v.Fields(authShape)
		f.User, f.Pass = auth.Need("user", "").Text(), Secret(auth.Need("password", "").Literal())
	}
	f.StorageState = fields.Get("storage_state").Text()
	for _, e := range fields.Get("headers").Entries() {
		if strings.ContainsFunc(e.Key, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }) {
			e.Value.Fail("bad header name "+e.Key, "it takes letters, digits and -")
		}
		f.Headers = append(f.Headers, Header{e.Key, Secret(e.Value.Literal())})
	}
}

func (p *parser) emulation(v strictyaml.Value) Emulation {
	fields := v.Fields(emulateShape)
	if len(fields.Among(emulateShape.Keys)) == 0 {
		fields.Missing("an emulation needs one of its keys", "such as "+emulateShape.Example)
	}
	e := Emulation{Locale: fields.Get("locale").Text(), Timezone: fields.Get("timezone").Text()}
	if d := fields.Get("device"); d.Present() {
		e.Device = p.device(d)
	}
	if size := fields.Get("viewport"); size.Present() {
		sides := size.Fields(viewportShape)
		e.Width = number1(sides.Need("width", "in CSS pixels"), 10000)
		e.Height = number1(sides.Need("height", "in CSS pixels"), 10000)
	}
	if scheme := fields.Get("color_scheme"); scheme.Present() {
		e.Scheme = scheme.Word("light", "dark")
	}
	if network := fields.Get("network"); network.Present() {
		e.Network = network.Word(networks...)
	}
	return e
}

func (p *parser) device(v strictyaml.Value) string {
	name := v.Text()
	if name == "" || len(p.opts.Devices) == 0 || slices.Contains(p.opts.Devices, name) {
		return name
	}
	hint := "such as iPhone 15"
	if near := strictyaml.Nearest(name, p.opts.Devices); near != "" {
		hint = "did you mean \"" + near + "\"?"
	}
	v.Fail("unknown device "+v.Quoted(), hint)
	return ""
}
