// Package internal_test holds the rules that every package keeps: who may import
// whom, and what is left to the command line.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/maskproof/maskproof/"

// layers is the design: a package imports only from strictly lower layers, its
// tests from its own layer too. A new package gets its line here first.
var layers = map[string]int{
	"flows": -2, "scenarios": -2, // data that ships
	"internal/strictyaml": -1,
	"internal/paint":      0,
	"internal/canary":     0, "internal/rrweb": 0, "internal/flow": 0, "internal/ingest": 0,
	"internal/recording": 1, "internal/replay": 1, "internal/detect": 1, "internal/channels": 1, "internal/pixels": 1,
	"internal/fieldkind": 1, "internal/scaffold": 1, "internal/live": 1,
	"internal/scan": 2, "internal/browser": 2, "internal/posthog": 2, "internal/minihog": 2, "internal/demo": 2,
	"internal/lint": 2, "internal/draft": 2,
	"internal/verify": 3, "internal/accept": 3, "internal/devtools": 3, "internal/record": 3,
	"internal/scenario": 4, "internal/report": 4, "internal/corpus": 4,
	"internal/doctor": 5,
	"internal/cli":    6,
	"cmd/maskproof":   7, "cmd/maskproof-corpus": 7, "cmd/maskproof-pictures": 7,
}

// only names the packages that may import a library, by the library's path; mostly
// it is one.
var only = map[string][]string{
	"github.com/chromedp/":      {"internal/browser"},
	"github.com/spf13/":         {"internal/cli"},
	"golang.org/x/term":         {"internal/cli"},
	"golang.org/x/image/":       {"internal/pixels"},
	"github.com/rogpeppe/":      {"internal/cli"},
	"charm.land/":               {"internal/paint"},
	"github.com/charmbracelet/": {"internal/paint", "internal/live", "cmd/maskproof-pictures"},
}

// forCommands lists what only cli and cmd may use, by package: names, or all.
var forCommands = map[string][]string{
	"fmt":       {"Print", "Printf", "Println"},
	"os":        {"Args", "Exit", "Getenv", "LookupEnv", "Environ", "ExpandEnv", "Stdin", "Stdout", "Stderr"},
	"os/signal": nil, "flag": nil, "log": nil,
}

// source is one Go file of a package, the path below the module's root.
type source struct {
	file string
	pkg  string
	test bool
	ast  *ast.File
	fset *token.FileSet
}

func TestLayers(t *testing.T) {
	for _, s := range sources(t) {
		own, known := layers[s.pkg]
		require.True(t, known, "%s: package %s has no layer in internal/layers_test.go", s.file, s.pkg)
		for _, imported := range s.imports(t) {
			below, inside := strings.CutPrefix(imported, module)
			switch {
			case !inside:
				continue
			case s.test && (own < 0 || layers[below] <= own):
				continue // tests of data may parse it
			}
			layer, known := layers[below]
			require.True(t, known, "%s imports %s, which has no layer", s.file, imported)
			require.Less(t, layer, own, "%s (layer %d) imports %s (layer %d)", s.file, own, below, layer)
		}
	}
}

// TestEachLayerHasItsPackage: the table names nothing that is gone.
func TestEachLayerHasItsPackage(t *testing.T) {
	found := map[string]bool{}
	for _, s := range sources(t) {
		found[s.pkg] = true
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(layers)), slices.Collect(maps.Keys(found)))
}

func TestOneImporter(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue // the report is opened in a real Chrome
		}
		for _, imported := range s.imports(t) {
			for library, pkgs := range only {
				if strings.HasPrefix(imported, library) {
					require.Contains(t, pkgs, s.pkg, "%s imports %s", s.file, imported)
				}
			}
		}
	}
}

// TestOnlyCommandsTouchTheProcess: below cli nothing prints, exits, or reads
// flags, arguments and environment.
func TestOnlyCommandsTouchTheProcess(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || layers[s.pkg] >= layers["internal/cli"] {
			continue
		}
		for _, imported := range s.imports(t) {
			names, listed := forCommands[imported]
			require.False(t, listed && names == nil, "%s imports %s", s.file, imported)
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok {
					require.NotContains(t, forCommands[pkg.Name], sel.Sel.Name, "%s: %s.%s", s.at(n), pkg.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// TestHabits holds what reviews would say again and again.
func TestHabits(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		documented[s.pkg] = documented[s.pkg] || !s.test && s.ast.Doc.Text() != ""
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				require.False(t, n.Recv == nil && n.Name.Name == "init", "%s: init runs before anybody asked", s.at(n))
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok {
					require.NotContains(t, []string{"panic", "print", "println"}, id.Name, s.at(n))
				}
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
					require.NotContains(t, []string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name, "%s: a skipped test proves nothing", s.at(n))
				}
			case *ast.StructType:
				for _, f := range n.Fields.List {
					require.False(t, isContext(f.Type) && s.pkg != "internal/browser" && !s.test, "%s: a context is a parameter", s.at(f))
				}
			}
			return true
		})
	}
	for pkg := range layers {
		require.True(t, documented[pkg], "package %s has no package comment", pkg)
	}
}

func isContext(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "context" && sel.Sel.Name == "Context"
}

func (s source) at(n ast.Node) string {
	return s.file + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

func (s source) imports(t *testing.T) []string {
	var list []string
	for _, spec := range s.ast.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		list = append(list, name)
	}
	return list
}

// sources parses every Go file of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	for _, top := range []string{"cmd", "flows", "internal", "scenarios"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.Contains(file, "testdata") {
				return err
			}
			name := strings.TrimPrefix(filepath.ToSlash(file), "../")
			if path.Dir(name) == "internal" {
				return nil // this file
			}
			s := source{file: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), fset: token.NewFileSet()}
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			s.ast, err = parser.ParseFile(s.fset, name, data, parser.ParseComments)
			list = append(list, s)
			return err
		})
		require.NoError(t, err)
	}
	require.NotEmpty(t, list)
	return list
}
