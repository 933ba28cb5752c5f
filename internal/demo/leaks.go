package demo

// KnownLeak is one way out of the leaky shop: a known answer for tests of the
// whole. Several places of one flow that show one kind on one surface are one
// KnownLeak each.
type KnownLeak struct {
	Kind    string // of the canary that gets out, such as "email"
	Flow    string // the shipped flow that lets it: "signup", "checkout", "profile", "account"
	Surface string // where in the recording it stands, by the words of package rrweb
	Where   string // what on the page shows it, in words
	Why     string // the habit behind it
}

// Leaks lists every way out of the leaky shop that the shipped flows take. Each
// was seen in recordings of posthog-js 1.449.2. What is not in it does not leak:
// the password field and the fields of type email and tel are masked, the card
// frame is another site and not recorded, and nor is a closed shadow root.
func Leaks() []KnownLeak {
	var all []KnownLeak
	for _, way := range ways() {
		for _, kind := range way.kinds {
			all = append(all, KnownLeak{kind, way.flow, way.surface, way.where, way.why})
		}
	}
	return all
}

// way is a KnownLeak for several kinds at once.
type way struct {
	flow, surface string
	kinds         []string
	where, why    string
}

func ways() []way {
	return []way{
		{"signup", "text", []string{"email"}, "line under the field", "what was typed is repeated in text that no mask covers"},
		{"signup", "text", []string{"name"}, "document title and greeting", "page titles and headings name the customer"},
		{"signup", "input", []string{"name"}, "field Full name", "masking by input type misses personal data in plain text fields"},
		{"signup", "console", []string{"email", "password", "name"}, "console.log of the form", "a debugging line was left in while console recording is on"},
		{"signup", "network", []string{"email"}, "answer to the form, and the welcome page's request", "bodies and URLs of requests are recorded"},
		{"signup", "url", []string{"email"}, "address of the welcome page", "a funnel hands the address on in the query"},
		{"signup", "attribute", []string{"name"}, "aria-label of the account link", "accessible names repeat what text masks would hide"},
		{"signup", "attribute", []string{"email", "name"}, "data-user of the account link", "user data is handed to scripts as JSON in an attribute"},
		{"signup", "comment", []string{"email"}, "comment on the welcome page", "server-side debugging output stays in the HTML"},

		{"checkout", "text", []string{"card"}, "card in the order summary", "the page holds the whole number in groups and CSS shows its end"},
		{"checkout", "text", []string{"email", "name"}, "receipt", "confirmation pages show stored data as plain text"},
		{"checkout", "input", []string{"name"}, "field Name on card", "masking by input type misses personal data in plain text fields"},
		{"checkout", "input", []string{"email"}, "hidden field of the survey", "the survey carries the customer along"},
		{"checkout", "css", []string{"name"}, "custom property --holder", "generated content is styled with the customer's name"},
		{"checkout", "url", []string{"email"}, "mailto link on the receipt", "the address is a link"},

		{"profile", "input", []string{"address", "text", "dob", "ssn"}, "fields of the form", "masking by input type misses personal data in plain text fields"},
		{"profile", "network", []string{"phone", "address", "text"}, "body of the save request", "bodies of requests are recorded"},
		{"profile", "attribute", []string{"text"}, "data-replicated-value of the text area", "a growing text area mirrors its text"},
		{"profile", "attribute", []string{"phone"}, "placeholder of the field", "an emptied field is to show what is on file"},
		{"profile", "attribute", []string{"address"}, "title of the address on file", "a tooltip repeats text that may be cut"},
		{"profile", "attribute", []string{"dob"}, "datetime of the date on file", "dates are repeated in machine form"},
		{"profile", "text", []string{"phone", "address", "dob"}, "data on file", "profile pages show stored data as plain text"},
		{"profile", "text", []string{"ssn"}, "toast after saving", "a toast is gone after two seconds, but not from the recording"},

		{"account", "input", []string{"name"}, "field Full name in an open shadow root", "masking by input type misses personal data in plain text fields, in components too"},
		{"account", "input", []string{"dob"}, "field Date of birth", "a field that formats what is typed is a plain text field"},
		{"account", "text", []string{"text"}, "preview of the note", "the editor is masked, and what repeats its text is not"},
		{"account", "text", []string{"phone"}, "title of the popup", "window titles name what is edited, and are recorded as text"},
		{"account", "url", []string{"otp"}, "address of the view after the code", "a single-page app puts its state into the query"},
	}
}
