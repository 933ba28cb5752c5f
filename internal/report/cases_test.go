package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// The results that every writer is held against: a new format starts with all
// of them.
func resultCases() map[string]*verify.Result {
	return map[string]*verify.Result{
		"empty":        result("empty", verify.VerdictMasked),
		"masked":       result("nightly", verify.VerdictMasked, maskedFlow()),
		"leaked":       result("nightly", verify.VerdictMasked, leakedFlow(), maskedFlow()),
		"as_expected":  result("demo-leaky", verify.VerdictLeaked, leakedFlow()),
		"not_found":    result("demo-leaky", verify.VerdictLeaked, maskedFlow()),
		"inconclusive": result("nightly", verify.VerdictMasked, inconclusiveFlow()),
		"failed":       result("nightly", verify.VerdictMasked, failedFlow()),
		"interrupted":  interrupted(),
		"flaky":        flaky(),
		"fragments":    fragments(),
		"gaps":         gaps(),
		"accepted":     accepted(),
		"expired":      expired(),
		"huge":         result("nightly", verify.VerdictMasked, hugeFlow()),
		"hostile":      result("nightly", verify.VerdictMasked, hostileFlow()),
	}
}

// zero is when every run of the table began.
var zero = time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC)

func at(seconds float64) time.Time { return zero.Add(time.Duration(seconds * float64(time.Second))) }

func ms(seconds float64) int64 { return at(seconds).UnixMilli() }

func result(name string, expect verify.Verdict, flows ...verify.FlowResult) *verify.Result {
	return &verify.Result{
		Schema: "maskproof.result/1", Tool: "maskproof 1.2.3", Scenario: name, Run: "19a0b1c2d3e",
		Started: zero, Ended: at(12.34), App: "https://staging.example.com", PostHog: "https://eu.posthog.com", Project: "12345",
		Policy: scan.DefaultPolicy(), Expect: expect, Verdict: verify.Worst(flows), Flows: flows,
	}
}

func steps() []flow.StepTrace {
	step := func(i int, verb flow.Verb, title string) flow.StepTrace {
		return flow.StepTrace{
			Index: i, Title: title, Verb: verb, Line: 5 + 2*i, Started: at(1 + float64(i)), Ended: at(1.5 + float64(i)),
			URL: "https://staging.example.com/checkout", Status: flow.StepPassed,
		}
	}
	return []flow.StepTrace{
		step(0, flow.Fill, `fill label "Card number" in frame title "Secure card frame"`),
		step(1, flow.Fill, `fill label "Name on card"`), step(2, flow.Click, `click role button "Pay"`),
	}
}

func recorder() flow.Recorder {
	return flow.Recorder{
		Started: true, Sessions: []string{"0192aaaa-bbbb"}, LibVersion: "1.449.2", APIHost: "https://eu.i.posthog.com",
		Options: json.RawMessage(`{"maskAllInputs":true}`), Flushed: true, Sent: 4,
	}
}

func coverage() verify.Coverage {
	return verify.Coverage{
		Recording: "0192aaaa-bbbb", Files: []string{"recordings/0192aaaa-bbbb.jsonl"}, Bytes: 123456, Events: 412, Strings: 5123,
		Windows: 1, FullSnapshots: 3, StartMarker: true, EndMarker: true,
	}
}

func covered(fields ...flow.Field) verify.Coverage {
	c := coverage()
	c.Fields = fields
	return c
}

func field(page, name, planted string) flow.Field {
	return flow.Field{Name: name, By: "label", Nth: 1, Type: "text", URL: "https://staging.example.com/" + page, Planted: planted}
}

// checkoutFields and profileFields have one in common, which one flow leaves out.
func checkoutFields() []flow.Field {
	card := field("checkout", "Card number", "checkout.card")
	card.Frame = "https://pay.example.com/card"
	second := field("checkout", "Digit", "")
	second.Nth = 2
	return []flow.Field{card, field("checkout", "Name on card", "checkout.name"), field("checkout", "Coupon code", ""), second, field("profile", "Newsletter email", "")}
}

func profileFields() []flow.Field {
	list := []flow.Field{field("profile", "Newsletter email", "profile.email"), {By: "name", Name: "q", Nth: 1, Type: "search", URL: "https://staging.example.com/profile"}}
	for i := range 14 {
		list = append(list, flow.Field{Type: "text", Nth: i + 1, URL: "https://staging.example.com/profile"})
	}
	return list
}

func plants() []verify.PlantResult {
	proof := func(node int64, shown string) *verify.Proof {
		return &verify.Proof{Event: 120, Timestamp: ms(2), Window: "0192cccc", Node: node, Selector: "#card > input", Shown: shown}
	}
	return []verify.PlantResult{
		{
			Canary: "checkout.card", Kind: "card", Step: 0, Title: `fill label "Card number" in frame title "Secure card frame"`,
			Field: `label "Card number"`, Line: 5, Outcome: verify.Unrecorded, Detail: "its frame is there without content", Proof: proof(7, ""),
		},
		{
			Canary: "checkout.name", Kind: "name", Step: 1, Title: `fill label "Name on card"`,
			Field: `label "Name on card"`, Line: 7, Outcome: verify.Masked, Detail: "shown as ****** " + strings.Repeat("*", 40), Proof: proof(9, "****** "+strings.Repeat("*", 40)),
		},
	}
}

func maskedFlow() verify.FlowResult {
	return verify.FlowResult{
		Name: "profile", File: "flows/profile.yaml", Verdict: verify.VerdictMasked, Plants: plants(), Steps: steps(),
		Recorder: recorder(), Coverage: covered(profileFields()...),
		Findings: []scan.Finding{
			{
				Canary: "checkout.card", Kind: "card", Match: scan.Normalized, Surface: "text", Preexisting: true, Recording: "0192aaaa-bbbb",
				Window: "0192cccc", Event: 3, Timestamp: ms(0.5), Pointer: "/data/node/childNodes/1/textContent", Node: 4, Selector: "#help",
				Excerpt: "use ‹checkout.card› to test", Count: 1, LastTimestamp: ms(0.5),
			},
			{
				Canary: "checkout.name", Kind: "name", Match: scan.Hashed, Surface: "url", Recording: "0192aaaa-bbbb",
				Window: "0192cccc", Event: 30, Timestamp: ms(3), Pointer: "/data/node/attributes/src", Node: 40, Selector: "img",
				Excerpt: "/avatar/‹checkout.name›", Count: 1, LastTimestamp: ms(3),
			},
		},
	}
}

func leakedFlow() verify.FlowResult {
	f := verify.FlowResult{
		Name: "checkout", File: "flows/checkout.yaml", Verdict: verify.VerdictLeaked, Plants: plants(), Steps: steps(),
		Recorder: recorder(), Coverage: covered(checkoutFields()...),
	}
	f.Plants[0].Outcome, f.Plants[0].Leaks, f.Plants[0].Detail, f.Plants[0].Proof = verify.Leaked, 3, "found in 3 place(s): text, url", nil
	f.Coverage.Unscanned = []scan.Unscanned{{Event: 77, Pointer: "/data", Reason: "gzip: unexpected end"}}
	leak := scan.Finding{
		Canary: "checkout.card", Kind: "card", Match: scan.Normalized, Surface: "text", Via: []string{}, Leak: true,
		Recording: "0192aaaa-bbbb", Window: "0192cccc", Event: 214, Timestamp: ms(3.25), Pointer: "/data/adds/0/node/textContent",
		Node: 88, Selector: "main > p.summary", Step: "checkout/3", Excerpt: "Paid with ‹checkout.card›. Thank you", Count: 3, LastTimestamp: ms(4),
	}
	second := leak
	second.Event, second.Selector, second.Pointer, second.Count = 216, "aside > li:nth-of-type(2)", "/data/texts/0/value", 1
	link := leak
	link.Surface, link.Match, link.Via, link.Event, link.Selector = "url", scan.Encoded, []string{"url", "json"}, 300, ""
	link.Pointer, link.Excerpt, link.Step = "/data/href", "https://staging.example.com/thanks?card=‹checkout.card›", "checkout/start"
	foreign := leak
	foreign.Canary, foreign.Kind, foreign.Surface, foreign.Event, foreign.Timestamp, foreign.Count = "signup.email", "email", "other", -1, 0, 1
	foreign.Pointer, foreign.Selector, foreign.Match, foreign.Step = "recording metadata", "", scan.Exact, ""
	foreign.Window, foreign.Node, foreign.Excerpt = "", 0, `"distinct_id":"‹signup.email›"`
	f.Findings = []scan.Finding{foreign, leak, second, link}
	return f
}

// fragments is a run in which a card adds up, less of it is shown elsewhere, a
// finding is accepted and other acceptances do nothing.
func fragments() *verify.Result {
	leaks, passes := leakedFlow(), maskedFlow()
	sum := leaks.Findings[1]
	sum.Match, sum.Revealed, sum.Fingerprint, sum.Excerpt = scan.Fragment, "digits 1-8 and 13-16 of 16", strings.Repeat("4f1c", 8), "‹checkout.card›"
	sum.Parts = []scan.Part{
		{Revealed: "digits 1-8 of 16", Surface: "text", Window: "0192cccc", Event: 214, Timestamp: ms(3.25), Pointer: "/data/adds/0/node/textContent", Node: 88, Selector: "main > p.summary", Excerpt: "‹checkout.card›"},
		{Revealed: "digits 13-16 of 16", Surface: "console", Window: "0192cccc", Event: 230, Timestamp: ms(3.5), Pointer: "/data/payload/payload/0", Excerpt: "last4: ‹checkout.card›"},
	}
	password := sum
	password.Canary, password.Kind, password.Surface, password.Parts = "checkout.password", "password", "input", nil
	password.Revealed, password.Fingerprint, password.Count = "characters 1-12 of 17", strings.Repeat("90ab", 8), 12
	leaks.Findings = []scan.Finding{sum, password}
	leaks.Plants[0].Leaks, leaks.Plants[0].Detail = 1, "found in 1 place: text"

	part, length, allowed := sum, sum, passes.Findings[1]
	part.Leak, part.Revealed = false, "digits 13-16 of 16"
	length.Canary, length.Kind, length.Leak, length.Parts, length.Via, length.Revealed = "checkout.name", "name", false, nil, []string{"mask-length"}, "its length: 19 characters"
	allowed.Match, allowed.Surface, allowed.Fingerprint, allowed.Accepted = scan.Exact, "text", strings.Repeat("77ee", 8), &scan.Acceptance{
		Fingerprint: strings.Repeat("77ee", 8), Owner: "Jane", Reason: "name on the badge, as agreed", Expires: "2027-01-31",
	}
	passes.Findings = []scan.Finding{part, length, allowed}

	r := result("nightly", verify.VerdictMasked, leaks, passes)
	use := func(fingerprint, owner, reason, expires string, state scan.AcceptanceState, findings int) {
		a := scan.Acceptance{Fingerprint: strings.Repeat(fingerprint, 8), Owner: owner, Reason: reason, Expires: expires}
		r.Policy.Accept = append(r.Policy.Accept, a)
		r.Acceptances = append(r.Acceptances, scan.AcceptanceUse{Acceptance: a, State: state, Findings: findings})
	}
	use("77ee", "Jane", "name on the badge, as agreed", "2027-01-31", scan.AcceptanceUsed, 1)
	use("4f1c", "Bob", "until the new receipt is out", "2026-10-31", scan.AcceptanceExpired, 1)
	use("0000", "Ann", "old footer", "2026-10-31", scan.AcceptanceExpired, 0)
	use("1111", "Max", "old header", "2027-10-31", scan.AcceptanceUnused, 0)
	return r
}

// accepted is a run whose only leaks somebody answers for.
func accepted() *verify.Result {
	f := leakedFlow()
	f.Findings = f.Findings[1:3]
	a := scan.Acceptance{
		Fingerprint: strings.Repeat("4f1c", 8), Scenario: "nightly", Flow: "checkout", Canary: "checkout.card", Kind: "card", Surface: "text",
		Place: "main > p.summary", Owner: "Jane Doe <jane@example.com>", Reason: "test shop, mended with the new receipt", Expires: "2027-01-31",
	}
	for i := range f.Findings {
		f.Findings[i].Leak, f.Findings[i].Fingerprint, f.Findings[i].Accepted = false, a.Fingerprint, &a
	}
	f.Plants[0].Outcome, f.Plants[0].Leaks = verify.Accepted, 0
	f.Plants[0].Detail = "found in 2 places: text; Jane Doe <jane@example.com> answers for it until 2027-01-31"
	f.Coverage.Unscanned, f.Verdict = nil, verify.VerdictMasked
	r := result("nightly", verify.VerdictMasked, f)
	r.Policy.Accept = []scan.Acceptance{a}
	r.Acceptances = []scan.AcceptanceUse{{Acceptance: a, State: scan.AcceptanceUsed, Findings: 2}}
	return r
}

// expired is a run that is proven and fails, since acceptances are over.
func expired() *verify.Result {
	r := result("nightly", verify.VerdictMasked, maskedFlow())
	for i, state := range []scan.AcceptanceState{scan.AcceptanceExpired, scan.AcceptanceChanged, scan.AcceptanceUnchecked} {
		a := accepted().Policy.Accept[0]
		a.Fingerprint = strings.Repeat(fmt.Sprintf("%04x", i), 8)
		if state == scan.AcceptanceExpired {
			a.Expires = "2026-10-31"
		}
		r.Policy.Accept = append(r.Policy.Accept, a)
		r.Acceptances = append(r.Acceptances, scan.AcceptanceUse{Acceptance: a, State: state})
	}
	return r
}

func inconclusiveFlow() verify.FlowResult {
	f := maskedFlow()
	f.Name, f.Verdict, f.Findings = "signup", verify.VerdictInconclusive, nil
	f.Coverage.EndMarker, f.Coverage.FullSnapshots = false, 0
	f.Coverage.Unscanned = []scan.Unscanned{{Event: -1, Reason: "line 12 (offset 900): cut short"}}
	f.Plants[1].Outcome, f.Plants[1].Detail, f.Plants[1].Proof = verify.Unproven, "the field was not found in the recording after the value was typed", nil
	for _, r := range [][2]string{
		{"recorder-csp", "the recorder never started: the page's Content-Security-Policy blocks the recorder script"},
		{"not-complete", "block 3 of 9 is missing from PostHog's answer"},
		{"no-full-snapshot", "the recording has no full snapshot: what the pages looked like is not known"},
		{"end-marker-missing", "the run's end marker is not in the recording: its end is missing"},
		{"unscanned", "1 part(s) of the recording could not be read; the first: line 12 (offset 900): cut short"},
		{"plant-unproven", `checkout.name (step 2, label "Name on card"): the field was not found in the recording after the value was typed`},
		{"plant-unproven", "checkout.card: told with the same advice as the one above"},
		{"something-new", "a reason without advice"},
	} {
		f.Reasons = append(f.Reasons, verify.Reason{Code: r[0], Message: r[1]})
	}
	return f
}

func failedFlow() verify.FlowResult {
	f := inconclusiveFlow()
	f.Coverage, f.Plants, f.Steps = verify.Coverage{}, nil, steps()[:2]
	f.Steps[1].Status, f.Steps[1].Error, f.Steps[1].Screenshot = flow.StepFailed, "no element matches", "screenshots/signup-2.png"
	f.Failure = &verify.Failure{
		Stage: "browser", Step: 1, Line: 7, Message: `no element matches label "Name on card"; on the page: label "Name on the card"`,
		Hint: "name one of the candidates in the flow", Screenshot: "screenshots/signup-2.png",
	}
	f.Reasons = []verify.Reason{{Code: "not-finished", Message: "the browser did not finish: " + f.Failure.Message}}
	return f
}

// flaky is a shard in which a flow needed three tries.
func flaky() *verify.Result {
	f, first, second := maskedFlow(), failedFlow(), inconclusiveFlow()
	f.Tries = []verify.Try{first.AsTry(), second.AsTry()}
	r := result("nightly", verify.VerdictMasked, f)
	r.Shard = "2/3"
	return r
}

// gaps is a flow that leaked, of whose recording a part is missing.
func gaps() *verify.Result {
	f := leakedFlow()
	f.Gaps = []verify.Reason{
		{Code: "end-marker-missing", Message: "the run's end marker is not in the recording: its end is missing"},
		{Code: "batch-missing", Message: "1 of 5 batches that posthog-js sent are not in the recording, the first from step 3: it was lost on the way, perhaps while a page was left; run the flow again"},
	}
	return result("nightly", verify.VerdictMasked, f)
}

func interrupted() *verify.Result {
	f := failedFlow()
	f.Failure = &verify.Failure{Stage: "interrupt", Step: -1, Message: "the run was interrupted"}
	f.Reasons = []verify.Reason{{Code: "not-finished", Message: "the interrupt did not finish: the run was interrupted"}}
	r := result("nightly", verify.VerdictMasked, f)
	r.Interrupted, r.Ended = true, time.Time{}
	return r
}

// hugeFlow has a thousand findings of a hundred canaries on ten surfaces.
func hugeFlow() verify.FlowResult {
	f := leakedFlow()
	surfaces := []rrweb.Surface{"text", "attribute", "input", "url", "css", "console", "network", "custom", "comment", "name"}
	leak := f.Findings[1]
	f.Findings, f.Plants = nil, nil
	for i := range 1000 {
		leak.Canary = fmt.Sprintf("checkout.text-%d", i%100)
		leak.Surface = surfaces[i/100]
		leak.Event, leak.Pointer = i, fmt.Sprintf("/data/adds/%d/node/textContent", i)
		f.Findings = append(f.Findings, leak)
	}
	for i := range 30 {
		f.Coverage.Unscanned = append(f.Coverage.Unscanned, scan.Unscanned{Event: i, Pointer: "/data", Reason: "gzip: unexpected end"})
	}
	return f
}

// hostileFlow holds what a page may put into a recording to fool a terminal or
// an XML reader.
func hostileFlow() verify.FlowResult {
	f := leakedFlow()
	evil := "\x1b[2J\x1b]0;owned\x07 </testcase><x a=\"1\"> ]]> \u202egnp.exe \xff\xfe \u2028 line\nbreak\r\ttab ‹checkout.card›"
	f.Findings[1].Excerpt, f.Findings[1].Selector, f.Findings[1].Pointer = evil, "#"+evil, "/data/"+evil
	f.Plants[1].Detail, f.Plants[1].Title = evil, evil
	f.Failure = &verify.Failure{Stage: "browser", Step: 1, Message: evil, Hint: evil, Screenshot: evil}
	f.Coverage.Unscanned[0].Reason = evil
	return f
}

// scanCases are the scans that every writer of scans is held against.
func scanCases() map[string]*scan.Report {
	leaked := leakedFlow()
	clean := &scan.Report{Schema: scan.Schema, Events: 412, Strings: 5123, Bytes: 123456}
	withLeaks := *clean
	withLeaks.Findings = append(leaked.Findings, maskedFlow().Findings...)
	for i := range withLeaks.Findings {
		withLeaks.Findings[i].Recording, withLeaks.Findings[i].Step = fmt.Sprintf("recordings/%d.jsonl", i/3), ""
	}
	cut := *clean
	cut.Unscanned = []scan.Unscanned{
		{Recording: "a.jsonl", Event: -1, Reason: "line 12 (offset 900): cut short"},
		{Recording: "b.jsonl", Event: 3, Pointer: "/data", Reason: "gzip: unexpected end"},
		{Event: -1, Reason: "empty"},
	}
	cases := map[string]*scan.Report{"scan_empty": {Schema: scan.Schema}, "scan_clean": clean, "scan_leaked": &withLeaks, "scan_unscanned": &cut}
	forgiven, late := *clean, *clean
	forgiven.Findings, forgiven.Acceptances = accepted().Flows[0].Findings, accepted().Acceptances
	late.Acceptances = expired().Acceptances
	cases["scan_accepted"], cases["scan_expired"] = &forgiven, &late
	for name, r := range detectCases(&withLeaks) {
		cases[name] = r
	}
	return cases
}

// detectCases are scans for personal data that nobody planted.
func detectCases(withLeaks *scan.Report) map[string]*scan.Report {
	alone := &scan.Detection{MinConfidence: "medium", Alone: true}
	clean := &scan.Report{Schema: scan.Schema, Events: 412, Strings: 5123, Bytes: 123456, Detect: alone}
	email := scan.Finding{
		Kind: "email", Match: scan.Detected, Surface: "input", Recording: "recordings/0.jsonl", Window: "0192cccc", Event: 214, Timestamp: ms(3.25),
		Pointer: "/data/text", Node: 88, Selector: "#mail", Excerpt: "‹email›", Confidence: "high", ValueID: "0a1b2c3d4e5f6071",
		Fingerprint: "8a12d7376482c248b71bf173cb58a700", Count: 3, LastTimestamp: ms(4),
	}
	again := email
	again.Recording, again.Event, again.Surface, again.Confidence, again.Selector, again.Count = "recordings/1.jsonl", 3, "text", "medium", "main > p", 1
	card := email
	card.Kind, card.Surface, card.Excerpt, card.ValueID, card.Via = "card", "text", "‹card, Visa, ends in 2834›", "ffee", []string{"json", "url-decoded"}
	card.Selector, card.Node, card.Pointer, card.Count = "", 0, "/data/payload/‹email›/card", 1
	found := *clean
	found.Findings = []scan.Finding{email, again, card}
	for i := range 9 {
		more := again
		more.Event, more.ValueID = 10+i, fmt.Sprint(i)
		found.Findings = append(found.Findings, more)
	}
	both := *withLeaks
	both.Detect = &scan.Detection{MinConfidence: "low", Region: "US"}
	both.Findings = append(both.Findings[:len(both.Findings):len(both.Findings)], email)
	cut := *clean
	cut.Unscanned = []scan.Unscanned{{Recording: "b.jsonl", Event: 3, Pointer: "/data", Reason: "gzip: unexpected end"}}
	return map[string]*scan.Report{
		"detect_clean": clean, "detect_found": &found, "detect_with_canaries": &both, "detect_unscanned": &cut,
		"detect_empty": {Schema: scan.Schema, Detect: alone},
	}
}
