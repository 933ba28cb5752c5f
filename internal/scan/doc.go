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
// Of one canary in one string only the strongest match is reported, and strings
// at one place in several events are one finding with a count.
//
// A string whose readings outgrow 64 times its length and a megabyte, that is
// encoded more than five times over, or that holds a compressed stream which
// breaks off or unpacks to too much, is reported as [Unscanned]: what was found
// in it stands, but nobody may say that it holds nothing. Readings that arise by
// chance, below ten bytes or through bytes that are no text, do not count as too
// deep.
//
// Not undone: base58 longer than 4096 characters; compressed values shorter than
// twelve characters inside another text; lists of numbers, pairs of hexadecimal
// digits and bytes written as characters that are turned around as a whole
// inside another text.
//
// # Where the time goes
//
// A recording is millions of short strings. Each is looked up among the texts
// that were read before and held nothing (quiet.go; compared in full), then costs
// one pass that runs all shapes of encodings side by side (trait.go), and a
// search that looks at every fifth byte or so (index.go). A view runs only where
// its shape is; what it shows is searched the same way. Bytes that are no text
// are only unpacked, and searched for what is readable in them. Digests are
// looked for only in strings with a long run of letters and digits.
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
// # Time
//
// With [canary.Canary.PlantedAt] known, what an earlier event shows is
// preexisting and no leak.
package scan
