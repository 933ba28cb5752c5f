package cli

import (
	"crypto/rand"
	"errors"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/scan"
)

// detectHelp is the part of scan's help about personal data.
const detectHelp = `With --detect, recordings of real people are searched for what nobody planted: card
numbers, e-mails, phone numbers, IBANs, social security numbers, dates of birth, tokens
and keys. Each such finding has a confidence:

  high    a checksum or strict structure, and a context that agrees
  medium  a checksum or strict structure alone
  low     the shape alone, or a context that speaks against it

It never changes what is said of canaries. Without --canaries, exit code 1 means that
personal data was found, of --min-confidence or above, and 0 that none was in all of it;
with --canaries the exit code is that of the canaries alone. Phone numbers without a plus
sign are read as those of --region. Nothing found says little of names and addresses,
which have no shape to know them by. Public IP addresses are always low.`

// detectFlags are the flags of scan about personal data.
type detectFlags struct {
	on     bool
	least  string
	region string
}

func (d *detectFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&d.on, "detect", false, "look for personal data that nobody planted")
	f.StringVar(&d.least, "min-confidence", string(detect.Medium), "with --detect: report from this confidence on: low, medium, high")
	f.StringVar(&d.region, "region", "", `with --detect: country of phone numbers without "+", such as US (default: only a word beside it makes it a phone number)`)
}

// options is nil without --detect.
func (d *detectFlags) options() (*detect.Options, error) {
	if !d.on {
		if d.region != "" || d.least != string(detect.Medium) {
			return nil, errors.New("--region and --min-confidence do nothing without --detect")
		}
		return nil, nil
	}
	opts := &detect.Options{Min: detect.Confidence(d.least), Region: d.region, Secret: rand.Text()}
	_, err := detect.New(*opts)
	return opts, err
}

// foundPersonal says that a scan without canaries found personal data.
func foundPersonal(r *scan.Report) bool {
	if r.Detect == nil || !r.Detect.Alone {
		return false
	}
	for _, f := range r.Findings {
		if f.Match == scan.Detected {
			return true
		}
	}
	return false
}
