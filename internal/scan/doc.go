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
// # Pictures
//
// Pictures in the recording are collected while strings are visited and read
// after them, each once ([Options.Images], Policy.Images). What they show is read
// like a string that stands at the picture's place; via begins with "ocr" or the
// kind of code. Text recognition confuses characters: canaries that it misread are
// put right first, and via says "look-alikes". Links to pictures are not followed,
// and the bare pixels of canvas calls (ImageData as numbers) are not seen.
//
// # Time
//
// With [canary.Canary.PlantedAt] known, what an earlier event shows is
// preexisting and no leak.
package scan
