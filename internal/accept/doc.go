// Package accept reads and edits the file of accepted leaks, .maskproof/accept.yaml:
//
//	accept:
//	  - fingerprint: 4f1c0a52c0de4bb1a3f6f2a9d7b8e6c1
//	    scenario: nightly
//	    flow: checkout
//	    canary: checkout.name
//	    kind: name
//	    surface: text
//	    place: main > p.badge
//	    owner: Jane Doe
//	    reason: the badge shows the name, as agreed with legal
//	    expires: 2027-01-31
//
// Fingerprint, owner, reason and expires are required; the others narrow what is
// accepted ([scan.Acceptance]), place is for who reads it. It stands in layer 3 and
// touches no file: call [Parse] with what one holds, [Add] and [Remove] to edit it.
// Editing keeps every other byte, so that a file may be written by hand too.
package accept
