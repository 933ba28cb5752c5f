package channels

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"strings"
	"text/template"
)

// Page is what a page may ask for besides values.
type Page struct {
	Recorder string     // {{recorder}}: the script that starts posthog-js
	Form     url.Values // {{form "email"}}: what was posted to the page
}

// Render writes a file of the visit's page: the page itself for "". It reports
// false where there is no such file.
func (v Visit) Render(w io.Writer, values *Values, file string, p Page) (bool, error) {
	text, ok := v.Channel.files[file]
	if !ok {
		return false, nil
	}
	funcs := values.funcs(v)
	funcs["recorder"] = func() string { return p.Recorder }
	funcs["form"] = func(name string) string { return template.HTMLEscapeString(p.Form.Get(name)) }
	return true, execute(w, v.Channel.Name, string(text), funcs)
}

// fill replaces the placeholders of a text.
func (v *Values) fill(visit Visit, text string) (string, error) {
	var b strings.Builder
	err := execute(&b, visit.Channel.Name, text, v.funcs(visit))
	return b.String(), err
}

func execute(w io.Writer, name, text string, funcs template.FuncMap) error {
	t, err := template.New(name).Funcs(funcs).Parse(text)
	if err != nil {
		return err
	}
	return t.Execute(w, nil)
}

// funcs are the words of the templates: each canary by its id, and spellings.
func (v *Values) funcs(visit Visit) template.FuncMap {
	funcs := template.FuncMap{
		"twin":   func() bool { return visit.Twin },
		"config": func() string { return visit.Config },
		"other":  func(id string) string { return v.others[id] },
		"help":   func() (string, error) { return v.fill(visit, help) },
		"request": func(code, value, harmless string) (string, error) {
			if visit.Twin {
				value = harmless
			}
			quoted, err := json.Marshal(value)
			records := visit.Config == "open" || visit.Config == "blocked"
			return fmt.Sprintf(request, quoted, code, records), err
		},
	}
	for id, value := range v.byID {
		funcs[id] = func() string { return value }
	}
	maps.Copy(funcs, spellings())
	return funcs
}

// request is a button that sends a value, and says when the recorder has the
// request, where the configuration records it.
const request = `<button id="go">Load</button>
<footer id="state"></footer>
<script>
go.onclick = async () => {
  const value = %s, start = performance.now() - 1; // posthog-js rounds
  const answer = await %s;
  await answer.text?.(); // Chrome lists a request once its answer was read
  if (%t) await recorded((e) => e.data?.plugin === "rrweb/network@1" && e.data.payload.requests.some((r) => r.startTime >= start));
  state.textContent = "Done";
};
</script>`

// help is what every page shows beside: near misses in static text, attributes,
// the console and a request.
const help = `<aside id="help" title="Write to {{other "email"}}">
<h2>Help</h2>
<p>Orders are shipped within two days. Ask {{other "email"}} or {{other "name"}}, phone {{other "phone"}}.</p>
<p>Cards such as {{group (other "card") " "}} are taken; yours ends in ****. Saved: **** **** **** {{cut (other "card") 12 16}}.</p>
<p data-since="{{other "dob"}}">Open since {{other "dob"}}, order no. 1048-2290-3317, {{other "iban"}}, tax no. {{other "ssn"}}.</p>
<table><tr><td>12.50</td><td>4</td><td>2026-11-23</td><td>118</td></tr><tr><td>7.20</td><td>31</td><td>2026-11-24</td><td>402</td></tr></table>
</aside>
<script>
recording.then(() => {
console.log("help shown to", {{js (other "email")}}, {card: {{js (other "card")}}, born: {{js (other "dob")}}});
fetch("help.json?ask=" + encodeURIComponent({{js (other "email")}}), {method: "POST", body: JSON.stringify({phone: {{js (other "phone")}}})}).then(answer => answer.text());
});
</script>
`
