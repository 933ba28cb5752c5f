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
// ("form-decoded"), and knows digests ("md5", "sha1", "sha256", "sha512").
//
// Of one canary in one string only the strongest match is reported, and strings
// at one place in several events are one finding with a count.
//
// A string whose readings outgrow 64 times its length and a megabyte, or that is
// encoded more than five times over, is reported as [Unscanned]: what was found
// in it stands, but nobody may say that it holds nothing.
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
// Some values show in no single string: they are split over text nodes, cells,
// inputs, attributes, CSS rules, arguments, or come one character after the
// other. After each event the scanner therefore reads the runs of package replay
// that the event changed, and those of its own: the arguments of a console call
// and the items of an array among them ("console"), the parameters of a URL
// ("query"), what CSS rules let pseudo-elements show ("css", the last 256 of a
// window). [Finding.Via] begins with the join; rows of short parts are also read
// backwards ("reversed"), as pages for right-to-left scripts and those that
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
// Digests and encoded values are not looked for in joined text. A value that one
// of the parts shows by itself is not reported again, and of several joins that
// show it at one place only the first.
//
// A run is read only if letters and digits at the borders of its parts can be
// those of a canary; a table of hashed beginnings and triples says so.
//
// # Time
//
// With [canary.Canary.PlantedAt] known, what an earlier event shows is
// preexisting and no leak.
package scan
