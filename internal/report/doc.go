// Package report writes results: as text for the terminal, as a page of HTML, as
// Markdown, and for programs as JSON, JUnit XML, SARIF, CTRF and CSV.
// It stands in layer 4 and is made of pure writers: a result and an io.Writer go
// in, bytes come out, and nothing else is read or changed. Call [Text] or [JSON]
// first; a new format is one more file and one more line in the table of the
// test, which runs every case through every writer.
//
// Excerpts come redacted from package scan ("‹checkout.card›" in place of the
// value) unless the run was told to reveal, and so do selectors and pointers; this
// package adds no value to them.
//
// # maskproof.result/1
//
// [JSON] writes one object. Times are RFC 3339; a timestamp is milliseconds since
// the Unix epoch, as rrweb has them. Lists are never null. New fields may come
// within version 1; none changes its meaning or goes.
//
//	schema     "maskproof.result/1"
//	tool       program and version, "maskproof 1.2.3"
//	scenario   name of the scenario
//	run        run id, as in the markers and stamps of the recording
//	started    when the run began
//	ended      when it ended; "0001-01-01T00:00:00Z" where it did not
//	app        URL of the app, or "demo: leaky" and "demo: masked"
//	posthog    host of PostHog, or "embedded"
//	project    PostHog's project number; absent for the embedded one
//	policy     which findings are leaks: an object of
//	hashes     leak, warn or off: digests of a canary
//	fragments  pci, strict or off: parts of a canary
//	images     off, scan or require: what pictures show
//	coverage   report, or require a plant in every field that was seen; here a word
//	accept     list of acceptances: leaks that somebody answers for
//	expect     the verdict that the scenario expects
//	verdict    masked, leaked or inconclusive: the worst of the flows
//	flows      list of flow results
//	acceptances  what became of each of the policy's, in its order
//	shard      which part of the flows this run walked, "2/3", or "1/3, 3/3" of merged
//	           parts that are not all; absent where all
//	planned    names of all flows of which shard is a part; absent where it is
//	interrupted  true where the run was stopped before its end; else absent
//
// An acceptance:
//
//	fingerprint  of the finding that is no leak while this counts
//	scenario, flow, canary, kind, surface  what was accepted, and must be so still;
//	           each absent where it does not matter
//	shows      of a fragment: the accepted part of the value, as revealed; likewise
//	place      where it stands, in words; absent where nobody wrote it
//	owner      who answers for it
//	reason     why it may stand
//	expires    last day it counts, YYYY-MM-DD in UTC
//
// and in the list of what became of them also:
//
//	state      used; unused (no finding has the fingerprint); changed (one has, and is
//	           not what was accepted: a leak); unchecked (no finding has it, and its
//	           flow was not walked or not read in full); expired (the run fails)
//	findings   how many findings have the fingerprint; here a number
//
// A flow result:
//
//	name, file  of the flow
//	verdict     masked, leaked or inconclusive
//	reasons     why it is inconclusive, each a stable code and a message in words;
//	            empty for the other verdicts
//	gaps        what is not in its recording, which may hold leaks, as reasons, whatever
//	            the verdict; absent where nothing is missing
//	code        such as "end-marker-missing"
//	message     of a reason or a failure, in words
//	plants      list of plant results, in the order of planting
//	findings    list of findings: leaks first, then the rest, in recording order
//	steps       list of steps as they went
//	recorder    what was seen of the recorder in the page
//	coverage    how much of the recording was there and was read
//	tries       list of earlier tries that proved nothing, before the flow was walked
//	            again (a leak ends them); absent where there was one try. A flow with
//	            earlier tries is flaky
//	pictures    list of leaks in pictures; absent where none were made
//	failure     why the flow could not finish; absent where it did
//
// A leak in pictures:
//
//	fingerprint  of the finding
//	seen       screenshot of the page at that moment, a file below the run folder;
//	           absent where there is none
//	stored     the page as it was rebuilt from the recording; likewise
//	x, y       top left corner of the element that shows it, in pixels of both
//	width, height  of the element, in pixels; 0 where it is not known
//	scrolled   true where stored had to be scrolled, so that seen shows another part
//
// An earlier try has reasons and failure as a flow result, and:
//
//	files       its recordings, relative to the run folder
//
// A plant result:
//
//	canary     id of the canary, "checkout.card"; never its value
//	kind       email, password, card, cvc, name, phone, ssn, address, dob, iban,
//	           otp or text
//	step       index of the step in the flow, 0-based (of a finding: see there)
//	title      what the step is called
//	field      the locator of the field, as a person says it
//	line       line of the step in the flow file, 1-based
//	outcome    masked, blocked, ignored, unrecorded, accepted (its only leaks are, and
//	           its field is hidden or shows what is accepted there), leaked, unproven
//	detail     in words: what the recording shows of the field
//	proof      where it shows that; absent for leaked, and for most unproven
//	leaks      how many findings of this canary are leaks
//
// A proof:
//
//	event      index of the event in the recording, 0-based
//	timestamp  of that event, milliseconds since the Unix epoch
//	window     window id
//	node       rrweb node id of the field, its placeholder box or its frame
//	selector   CSS path in the rebuilt page; " >>> " enters a frame or shadow root.
//	           Unless revealed, "‹canary›" stands for an element that a canary names
//	shown      the text that stands there, such as "****"
//
// A finding has canary and kind as above, and:
//
//	match      exact, normalized, encoded, hashed or fragment; in a scan also
//	           detected: personal data that nobody planted, never a leak
//	surface    text, attribute, input, url, css, console, network, plugin, custom,
//	           comment, name, image, canvas, font, mobile or other
//	via        names of the views it was read through, outermost first
//	leak       whether the policy forbids it
//	preexisting  whether it stood there before the canary was typed
//	recording  session id; in a scan, name of the file
//	window     window id
//	event      index of the first event that shows it, 0-based; -1: outside them
//	timestamp  of that event, milliseconds since the Unix epoch; 0: unknown
//	pointer    RFC 6901 path into the decoded event, or, where event is -1, into what
//	           stands beside the events. Unless revealed, a key that holds a canary
//	           is "‹canary›" in it, or all of it is where keys hold one together:
//	           recording, event and offset lead to the place
//	offset     bytes into the string at pointer, where the value or its outermost
//	           encoding begins
//	node       rrweb node id; absent where there is none
//	selector   CSS path in the rebuilt page; absent where it is not known
//	step       step that ran, 1-based: "checkout/2"; "checkout/start" before the
//	           first; absent in a scan
//	excerpt    up to about 80 characters around it, redacted unless revealed
//	rendered   text around the node as the page showed it, redacted like excerpt;
//	           absent where there is no node
//	revealed   of a fragment: which part of the value it shows, in words, such as
//	           "digits 1-6 and 13-16 of 16", counted from 1; absent otherwise
//	parts      of a fragment of a number that several places add up to: each place,
//	           with surface, window, event, timestamp, pointer, node, selector and
//	           excerpt as of a finding, and what it revealed; absent otherwise
//	fingerprint  the same from run to run while the same field leaks in the same
//	           way at the same place; holds nothing of the value
//	accepted   the acceptance that makes it no leak; else absent
//	confidence  high, medium or low; only of personal data that nobody planted.
//	           high: a checksum or strict structure and a context that agrees;
//	           medium: one of the former alone; low: the shape alone. Canary is ""
//	           then, excerpt the kind and shape of the value ("card, Visa, ends in
//	           1234"), and kind may also be jwt, key or ip
//	value_id   the same for all findings of one value that nobody planted, in one
//	           report; a hash under a key that is not kept
//	count      in how many events it stood at this place; of parts, the sum
//	last_timestamp  of the last of them, milliseconds since the Unix epoch
//
// A step:
//
//	index      number of the step, 0-based, the same in every run: groups have none,
//	           each round of a repeat counts, and what was left out keeps its own
//	title      what it is called
//	verb       fill, click, …
//	file       of a step of another flow that use brought in; else absent
//	line       in the flow file, 1-based
//	started, ended  when
//	url        of the page after it, canary values redacted; absent if unknown
//	status     passed, failed, tolerated (an optional step that failed, or one of an
//	           optional group) or skipped (an if_visible that saw nothing)
//	error      why it failed; absent otherwise
//	screenshot  file below the run folder; absent if none was taken
//	scroll     how far the page was scrolled down in the screenshot of a step that
//	           passed, in CSS pixels; absent for 0
//	accessibility  text file beside the screenshot of a failed step: roles and names
//	           on the page; absent if there is none
//	fallback   which of the step's locators found the element, 0-based; absent where
//	           it was the first
//	drift      the same in words: the page changed and the flow should follow; else
//	           absent
//
// Recorder:
//
//	started    whether it ran before the first plant; here a boolean
//	cause      why not, one of the causes of package browser; absent if it ran
//	detail     the same in words
//	sessions   PostHog session ids, in order of appearance
//	lib_version  version of posthog-js's core
//	api_host   where posthog-js sends to
//	options    session_recording of posthog.init, as JSON; absent if unknown
//	flushed    whether the last recorder request was answered with success
//	sent       recorder requests seen
//	failed     how many of them had no 2xx answer
//	waited_ms  milliseconds of the flow that went into the recorder: until it ran,
//	           and until it had handed over what it held
//
// Coverage:
//
//	recording  session id; the last one, where a flow has several
//	files      the recordings' files below the run folder
//	bytes      size of the stored events
//	events     number of events read
//	strings    number of strings read, not counting their views
//	windows    number of windows (tabs)
//	full_snapshots  number of full snapshots decoded
//	start_marker, end_marker  whether the run's own markers were seen
//	unscanned  list of parts that were not read in full
//	in_force   list of the recorder's masking options, as the recording states them
//	           last; absent where it does not
//	name       of the option; "plugin" for each active one
//	value      as JSON, a text without quotes; "a function or pattern" for those
//	images     the pictures in it; each counts once, however often it stands there
//	fields     list of the fields that a person could type into, on all pages that
//	           the flow was on, in every frame and shadow root; each once a page.
//	           Read-only, disabled and hidden ones are not in it
//	fields_missed  how often the fields of a page could not be listed; absent if never
//
// A field:
//
//	name       what a person calls it; "" where nothing names it
//	by         what it is named by: label, placeholder, title, testid, name, id, ""
//	nth        which of the fields of this name in its document, from 1
//	type       type of an input, textarea, or "rich text"
//	url        of the page, without query
//	frame      URL of the document in a frame, without query; absent for the page
//	planted    id of the first canary typed into it; absent where none was
//
// Images:
//
//	found      pictures in the recording; those it only links to are not in it
//	read       how many were read in full, or have nothing to see
//	unread     how many were not, by reason; part of unscanned only where the
//	           policy requires them
//	reason     why, in words
//	count      how many pictures
//
// An unscanned part:
//
//	recording  name of the file; in scans only
//	event      index of the event, 0-based; -1: not tied to one
//	pointer    RFC 6901 path into the decoded event, redacted as that of a finding;
//	           absent for all of it
//	reason     why, in words
//
// Failure:
//
//	stage      browser, fetch, read or interrupt
//	step       index of the step, 0-based; -1 where none was running
//	line       in the flow file, 1-based; absent where no step was running
//	message    what happened
//	hint       what to do next; absent if there is nothing to say
//	screenshot  file below the run folder; absent if none was taken
//
// # maskproof.scan/1
//
// [ScanJSON] writes one object, with findings and unscanned parts as above:
//
//	schema     "maskproof.scan/1"
//	findings   leaks first, then the rest, in event order
//	unscanned  while this is not empty, nothing found does not mean nothing leaked
//	detect     how personal data was looked for (scan --detect); absent: it was not.
//	           An object of
//	min_confidence  low, medium or high: findings below it are left out
//	region     country by which phone numbers without "+" were read; "": by none
//	alone      no canaries were looked for, so detected findings decide the exit
//	           code; with canaries they never do
//	acceptances  what became of each acceptance that the scan was given
//	events     number of events read
//	strings    number of strings read, not counting their views
//	bytes      size of the decoded events
//	images     the pictures in them, as in coverage
//
// # maskproof.check/1
//
// [CheckJSON] writes what was found in flow and scenario files without running
// them, as one object:
//
//	schema     "maskproof.check/1"
//	mistakes   how many keep a file from being used; 0 is exit code 0
//	warnings   how many are legal but suspicious
//	files      list of files, in the order in which they were read
//
// A file:
//
//	file       its path, as it was given or found
//	kind       flow, scenario, or "" where it cannot be told
//	marks      what is to be said of it: mistakes first, each list in file order
//
// and a mark:
//
//	level      mistake or warning
//	file       that it stands in: the file above, or one that it uses; said once
//	line, column  where it is, 1-based, columns in characters
//	message    what is wrong, in words
//	hint       what to do about it; absent if there is nothing to say
//	source     the line as it stands in the file, secrets starred; absent if blank
//
// # HTML
//
// [HTML] writes one file that shows a result in a browser, from anywhere, without a
// request to anywhere. Its Content-Security-Policy allows its own style and script by
// their hash and pictures inside the page, nothing else; everything that comes from a
// recording is escaped by html/template, and cleaned of what reorders or hides text.
// Pages are told apart by the verdict first; a leak is a card up to the 300th, then a
// line of text that the page's filter finds, too. What changed since the run before goes by fingerprints ([Compare]).
//
// # Changes and Slack
//
// [Changes] writes Markdown and [Slack] the JSON of a message, both of what is not as in
// the run before of the same scenario: leaks that are new, fixed, accepted or not seen
// again, flows with another verdict, acceptances that have expired. Where nothing is,
// they write nothing. A first run counts as changed if it is not as expected. Neither
// shows an excerpt, since what they write leaves the machine.
//
// # JUnit
//
// [JUnit] follows the form that Jenkins, GitLab and GitHub's test reporters read:
// testsuites, testsuite, testcase, and failure or error with a type and a message.
package report
