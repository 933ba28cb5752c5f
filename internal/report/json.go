package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// JSON writes a result as maskproof.result/1: one indented object, its keys in
// the order of the types, lists never null. The package comment documents every
// field.
func JSON(w io.Writer, r *verify.Result) error {
	out := *r
	out.Policy.Accept = append([]scan.Acceptance{}, r.Policy.Accept...)
	out.Acceptances = append([]scan.AcceptanceUse{}, r.Acceptances...)
	out.Flows = append([]verify.FlowResult{}, r.Flows...)
	for i := range out.Flows {
		f := &out.Flows[i]
		f.Reasons = append([]verify.Reason{}, f.Reasons...)
		f.Plants = append([]verify.PlantResult{}, f.Plants...)
		f.Findings = withVia(f.Findings)
		f.Steps = append([]flow.StepTrace{}, f.Steps...)
		f.Recorder.Sessions = append([]string{}, f.Recorder.Sessions...)
		f.Coverage.Files = append([]string{}, f.Coverage.Files...)
		f.Coverage.Unscanned = append([]scan.Unscanned{}, f.Coverage.Unscanned...)
		f.Coverage.Fields = append([]flow.Field{}, f.Coverage.Fields...)
		f.Coverage.Images.Unread = append([]scan.UnreadImage{}, f.Coverage.Images.Unread...)
	}
	return encode(w, out)
}

// ScanJSON writes a scan as maskproof.scan/1, in the same form.
func ScanJSON(w io.Writer, r *scan.Report) error {
	out := *r
	out.Findings = withVia(r.Findings)
	out.Unscanned = append([]scan.Unscanned{}, r.Unscanned...)
	out.Acceptances = append([]scan.AcceptanceUse{}, r.Acceptances...)
	out.Images.Unread = append([]scan.UnreadImage{}, r.Images.Unread...)
	return encode(w, out)
}

// withVia is a copy of findings without null lists.
func withVia(findings []scan.Finding) []scan.Finding {
	out := append([]scan.Finding{}, findings...)
	for i := range out {
		out[i].Via = append([]string{}, out[i].Via...)
	}
	return out
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
