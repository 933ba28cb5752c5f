// Package scan finds canaries in a recording. It is layer 2: it reads decoded
// events of package rrweb, has package replay rebuild the pages, and looks for the
// forms of package canary. Call [New] first, then [Scanner.Read], and
// [Scanner.Report] at the end.
//
// # Strings and views
//
// Every string that [rrweb.Event.Strings] visits is read as it is and through
// the views of viewTable, one on another in any order, decoding views to a depth
// of five. A canary found through a decoding view is encoded; through one that
// only normalises (case, invisible characters, Unicode compatibility forms,
// separators) it is normalized. [Finding.Via] names the chain, outermost first.
// Besides the views of the table, comparison itself undoes case ("case-folded"),
// separators between digits ("digits") and plus signs for spaces
// ("form-decoded"), and knows the value as typed in base64 at any alignment, in
// hex, reversed and in rot13, and its digests: md5, sha1, sha2, sha3, ripemd160,
// murmur3, of its usual spellings, with the salts of [Options], and of digests.
//
// [Finding.Offset] is where in the string the value begins, or the outermost
// encoding of it: through escapes, JSON and normalisation the place itself, else the
// first character of the run, list, piece or stream that holds it; zero where an encoding
// covers the whole string.
//
// Of one canary in one string only the strongest match is reported, and strings
// at one place in several events are one finding with a count.
//
// Views that are sure are applied before those that guess (explore.go): what comes up by
// chance must not use up what there is for the rest.
//
// Base64 that is a picture or a font from its first byte to its last (view_media.go) is
// nothing else: its bytes are read, and of the text the rest.
//
// Base64 that is text from its first to its last character is nothing else at another
// alignment or turned around, unless it shows text there too.
//
// A text of 8 KiB or more that falls into sections is read section by section, and once more
// without all of them that are longer than a word (view_document.go): JSON into its strings
// and numbers, a form into its fields, and what has quotes, tags or lines into what stands
// between those (view_passages.go). Of other long texts, the views of escapes read the kilobyte
// on both sides of each, or 128 bytes where that would be all of the text, and the words that
// it cuts to their ends (piece.go): the rest reads as it did before.
//
// A string whose readings outgrow 64 times its length and a megabyte, that is
// encoded more than five times over, or that holds a compressed stream which
// breaks off or unpacks to too much, is reported as [Unscanned]: what was found
// in it stands, but nobody may say that it holds nothing. What arises by chance does
// not count as too deep (depth.go): what follows bytes that are no text, or a reading
// below ten bytes that base64 shows inside a text, below 32 that a view shows which
// guesses.
//
// # Limits
//
// Not undone: base58 longer than 4096 characters; and inside another text, with
// fewer than twelve characters, any compression, and hex, base32, base58 and
// lz-string of anything but a value as it was typed. A code (cvc, otp) behind an
// encoding counts where its key is in the same text, not where the key is reversed or
// in rot13 itself. Six numbers or more are a list of character codes inside another text.
// Of the key that names a code, the last 256 bytes count. Of a long text that is one
// encoding of several words, as pairs of digits with spaces, an escape in it undoes no more
// than a kilobyte on its sides, of two encodings on each other 128 bytes, unless they are
// many. What several strings of one JSON text spell together is not joined, nor what stands
// in several passages of another long text, where it is more than a list of numbers or the
// rows of one encoding; of characters that are a compressed stream, a quote or a bracket ends
// one only where there is text beside it. Of a mobile
// screen, what stands behind its first 8192 boxes is not joined, and of a recording's
// windows the first 4096 are rebuilt; the rest is reported as [Unscanned].
// Of three encodings on each other in any order, all hold: TestFindsUnderEveryChain with
// -chains=1 tries them all, with each kind.
//
// # Where the time goes
//
// A recording is millions of short strings. Each is looked up among the texts
// that came more than once and held nothing (quiet.go; compared in full). A new one
// costs one look: a pass that runs all shapes of encodings side by side (trait.go),
// and bitmaps of its digits, letters and base64 (bitmap.go), in which stretches are
// found eight bytes at a time and from which the rest of the traits follow
// (trait_run.go). Then two searches: for long needles at every fifth byte or so, for
// short ones at more (index.go). A view runs only where its traits are; what it shows
// is searched the same way. Bytes that are no text are only unpacked, by the decoders
// whose header they have (packed_head.go), and searched for what is readable in
// them. Digests are looked for only in runs of their alphabet that are as long as
// they are. An ordinary string allocates nothing.
//
// Of recordings as PostHog stores them, half of the time of a scan goes into
// unpacking and reading events, a quarter into rebuilding pages, a quarter into the
// strings. Where every string is new, as in the made-up recording of BenchmarkScan,
// the strings take two thirds.
//
// # Numbers
//
// Digits in a row are a group. Groups with one or two separators between them
// (space, dash, dot, slash, parenthesis, plus sign, the spaces and dashes of
// Unicode) are a chain. A number of twelve digits or more is found anywhere in a
// chain. A shorter one must begin and end with a group, so that rows of
// numbers, prices and dates do not add up to one; three- to eight-digit numbers
// are guarded besides (see package canary).
//
// # Joined text
//
// Some values show in no single string: they are split over text nodes, the cells of
// a row or a column, inputs, attributes of siblings or of one element, CSS rules,
// arguments, or come one character after the other. After each event the scanner
// therefore reads the runs of package replay that the event changed, and those of
// its own: the arguments of a console call and the items of an array among them
// ("console"), the parameters of a URL ("query"), the texts of a mobile screen's
// wireframes and what its inputs hold, as its events left them ("screen",
// "screen-inputs"), what CSS rules let pseudo-elements show ("css", the last 256 of a
// window). [Finding.Via] begins with the join; rows of short parts are also
// read backwards ("reversed"), as pages for right-to-left scripts and those that
// insert in front show them. Every state counts, however short it stood.
//
// Numbers, prices, dates and phone lists must not add up to a value that nobody
// wrote. So only what spans two parts or more is taken, and:
//
//   - In one line ("inline-text") the parts join without anything between them
//     and are judged as the one string that a person sees; digits in a row of
//     fewer than nine must besides be whole parts.
//   - Everywhere else the parts join with nothing or with one space between them.
//     The value begins with its first part and ends with its last; of neither,
//     and of none between, is a letter or a digit left over.
//   - There, a number of fewer than twelve digits must be all the digits that
//     stand there: the part before and the part behind have none. A row of
//     single characters is whole if its neighbours are no single digits.
//   - A code (cvc, otp) must be named by the page (by an attribute of the element
//     or what encloses it, or a word beside it; of fewer than six digits also
//     without spaces), or stand alone in boxes of one character: six of them, or
//     four where they were typed or clicked.
//
// Encoded values and digests are looked for where the border of two parts breaks a
// run of base64, hex or percent escapes of 16 characters or more: in one line, over
// line ends too, and from block to block behind 16 characters that are all of the
// first. Such a run is read like any string, but what shows in it as it is, or
// turned around, is left to the rule above.
//
// A value that one of the parts shows by itself is not reported again, and of
// several joins that show it at one place only the first.
//
// A run is read only if letters and digits at the borders of its parts can be
// those of a canary; a table of hashed beginnings and triples says so.
//
// # Fragments
//
// A part of a canary is a fragment. What counts as one is narrow, since a few
// characters are met by chance on any page:
//
//   - Of a number (card, phone, social security number, IBAN): four digits or more
//     of it among mask characters (four in one group, or its area code), with a
//     mask for each hidden digit ("4242 42** **** 4242", "***-**-6789") or, of
//     cards and IBANs, fewer ("•••• 4242"); its end where a word says so ("ending
//     in", "last4"), its beginning where one does ("bin", "first 6"); eight digits
//     in a row anywhere, six where a word names the number or they are all that an
//     input holds; seven digits written as a local phone number. Each group that
//     counts begins and ends as one.
//   - Of an e-mail address: the local part, if it is not a common word.
//   - Of a name or an address: a word of the kind that package canary makes up.
//   - Of a password: its larger half, if it is no word.
//   - Of any value of letters: a beginning of six characters or more that is all
//     an input holds, or all a text holds and broken off inside a word; a
//     beginning or an end of eight or more where an ellipsis or mask characters
//     stand for the rest.
//
// Security codes, one-time codes and dates have no fragments: they are too short.
//
// The digits of a number that one recording shows add up, wherever they stand, to
// one finding ([Finding.Revealed], [Finding.Parts]); what was shown before the
// plant is summed apart. Where digits fit at several places of the number, as in
// 4242 4242 4242 4242, only what all of these places have in common counts as
// shown. Of other values each place is a finding, with the most that was shown
// there. Where a place shows the whole value too, the keystrokes on the way to it
// are no finding.
//
// Under the policy "strict" any fragment is a leak, under "off" none is looked
// for. Under "pci" it is a leak if the value is as good as known: of a card, more
// than the first six and last four digits (PCI DSS 4.0.1, 3.4.1), wherever digits
// with several places belong; of a social security number or IBAN, all but three
// digits; of a phone number, eight; half of a password; the local part of an
// address; a made-up word of a name or street; of any other value, all but three
// characters. Less than that is information, and so is a mask that is as long as
// the password, name or code behind it, in an input that the run has stamped (via
// "mask-length"): elsewhere nobody knows what a mask hides.
//
// # Places and fingerprints
//
// One canary at one place is one finding, however often it is shown: at an element
// by its selector, not its node id; in a custom event by its tag, in a console
// line by the place in the code, in a request by its URL without the query, and by
// the pointer without the indices of lists. [Finding.Fingerprint] stays the same
// from run to run, so that an [Acceptance] can name it.
//
// # Pictures
//
// Pictures in the recording are collected while strings are visited and read
// after them, each once ([Options.Images], Policy.Images). What they show is read
// like a string that stands at the picture's place; via begins with "ocr" or the
// kind of code. Text recognition confuses characters: canaries that it misread are
// put right first, and via says "look-alikes". Pictures of a format that
// nobody reads, AVIF among them, are counted as unread. The pixels of an ImageData
// are made into a picture first; those that WebGL gets as the bare numbers of a
// texture are not seen, and links to pictures are not followed.
//
// # Time
//
// With [canary.Canary.PlantedAt] known, what an earlier event shows is
// preexisting and no leak.
//
// # Personal data
//
// With [Options.Detect], the rules of package detect look for what nobody planted
// in the same strings and readings, but not in those of views that guess, where
// a short value comes up by chance, and not in text joined from several nodes.
// One value at one place is one finding without a canary; it is never a leak, and
// its excerpt is its kind and shape, since around one person's value stands more
// of that person. The value of a canary is no personal data.
package scan
