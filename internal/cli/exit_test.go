package cli

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/strictyaml"
	"github.com/maskproof/maskproof/internal/verify"
)

func TestCodeOf(t *testing.T) {
	const masked, leaked, inconclusive = verify.VerdictMasked, verify.VerdictLeaked, verify.VerdictInconclusive
	for _, tc := range []struct {
		name            string
		expect, verdict verify.Verdict
		failed, stopped bool
		want            int
	}{
		{"masked", masked, masked, false, false, exitOK},
		{"leaked", masked, leaked, false, false, exitLeaked},
		{"leak wins over failure", masked, leaked, true, false, exitLeaked},
		{"inconclusive", masked, inconclusive, false, false, exitInconclusive},
		{"could not finish", masked, inconclusive, true, false, exitUnfinished},
		{"known leak found", leaked, leaked, false, false, exitOK},
		{"known leak found, but a flow failed", leaked, leaked, true, false, exitUnfinished},
		{"known leak gone", leaked, masked, false, false, exitInconclusive},
		{"known leak not seen", leaked, inconclusive, false, false, exitInconclusive},
		{"known to be inconclusive", inconclusive, inconclusive, false, false, exitOK},
		{"known to fail", inconclusive, inconclusive, true, false, exitOK},
		{"leaked where nothing could be said", inconclusive, leaked, false, false, exitLeaked},
		{"masked where nothing could be said", inconclusive, masked, false, false, exitInconclusive},
		{"masked with a failure", masked, masked, true, false, exitUnfinished},
		{"interrupted", masked, inconclusive, true, true, exitInterrupted},
		{"interrupted after a leak", masked, leaked, false, true, exitInterrupted},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := &verify.Result{Expect: tc.expect, Verdict: tc.verdict, Interrupted: tc.stopped, Flows: make([]verify.FlowResult, 2)}
			if tc.failed {
				r.Flows[1].Failure = &verify.Failure{}
			}
			require.Equal(t, tc.want, codeOf(r))

			r.Acceptances = []scan.AcceptanceUse{{State: scan.AcceptanceUsed}, {State: scan.AcceptanceUnused}}
			require.Equal(t, tc.want, codeOf(r))
			r.Acceptances[0].State = scan.AcceptanceExpired
			require.Equal(t, worse(tc.want, exitInconclusive), codeOf(r), "what has expired fails, and hides nothing")
		})
	}
}

func TestExitCode(t *testing.T) {
	live := context.Background()
	dead, cancel := context.WithCancel(live)
	cancel()
	mistakes := strictyaml.Errors{{File: "a.yaml", Line: 1, Column: 1, Message: "bad"}}
	for _, tc := range []struct {
		name string
		ctx  context.Context
		err  error
		want int
	}{
		{"nothing", live, nil, exitOK},
		{"told", live, errors.Join(nil, &told{exitLeaked}), exitLeaked},
		{"usage", live, &usageError{errors.New("x")}, exitBadInput},
		{"input", live, &badInput{errors.New("x")}, exitBadInput},
		{"plan", live, fmt.Errorf("run: %w", &scenario.BadInput{Err: errors.New("x")}), exitBadInput},
		{"mistakes", live, mistakes, exitBadInput},
		{"other", live, errors.New("no network"), exitUnfinished},
		{"cancelled", dead, context.Canceled, exitInterrupted},
		{"input goes before an interrupt", dead, &badInput{errors.New("x")}, exitBadInput},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.want, exitCode(tc.ctx, tc.err)) })
	}
}

func TestWorse(t *testing.T) {
	order := []int{exitOK, exitInconclusive, exitBadInput, exitUnfinished, exitLeaked, exitInterrupted}
	for i, a := range order {
		for j, b := range order {
			require.Equal(t, order[max(i, j)], worse(a, b))
		}
	}
}

// TestExitTable: each code constant stands in the table once, with a meaning,
// and help shows it.
func TestExitTable(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "exit.go", nil, 0)
	require.NoError(t, err)
	codes := map[int]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "exit") && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				code, err := strconv.Atoi(lit.Value)
				require.NoError(t, err)
				codes[code] = true
			}
		}
		return true
	})
	require.Len(t, exits, len(codes))
	for _, e := range exits {
		require.True(t, codes[e.code], e.code)
		require.Contains(t, exitHelp(), fmt.Sprintf("  %-4d %s", e.code, e.meaning))
	}
	require.False(t, codes[2], "2 is left to Go panics")
}

func TestExplain(t *testing.T) {
	a := strictyaml.Errors{{File: "a.yaml", Line: 1, Column: 3, Message: "bad", Source: "x y z"}}
	b := errors.New("no scenario")
	two := fmt.Errorf("start: %w (%w)", b, errors.New("path"))
	for _, tc := range []struct {
		name string
		err  error
		want string
	}{
		{"nothing", nil, ""},
		{"told", &told{3}, ""},
		{"plain", b, "maskproof: no scenario"},
		{"with its line", &badInput{a}, "maskproof: a.yaml:1:3: bad\n    1 | x y z\n      |   ^"},
		{"several", &badInput{errors.Join(a, b)}, "maskproof: a.yaml:1:3: bad\n    1 | x y z\n      |   ^\nmaskproof: no scenario"},
		{"wrapped twice", &scenario.BadInput{Err: errors.Join(b, two)}, "maskproof: no scenario\nmaskproof: start: no scenario (path)"},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.want, explain(tc.err)) })
	}
}
