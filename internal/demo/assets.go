package demo

import (
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed assets
var embedded embed.FS

// overlay is a file system in which a file of the version hides the common one
// of the same name.
type overlay struct{ version, common fs.FS }

func versionAssets(leaky bool) overlay {
	name := "masked"
	if leaky {
		name = "leaky"
	}
	return overlay{version: folder(name), common: folder("common")}
}

// folder is one of the folders embedded above; they exist in every build, so
// that the error of fs.Sub, which reports a bad name, cannot occur.
func folder(name string) fs.FS {
	sub, err := fs.Sub(embedded, path.Join("assets", name))
	if err != nil {
		return embedded
	}
	return sub
}

// Open opens a file by its name in either folder.
func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.version.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.common.Open(name)
	}
	return file, err
}

// pages parses each page with the layout and the version's parts. The files are
// part of the binary: a mistake in one shows in the package's first test.
func (o overlay) pages() map[string]*template.Template {
	base := template.New("layout").Funcs(template.FuncMap{"comment": comment})
	base = template.Must(base.ParseFS(o.common, "templates/*.html"))
	base = template.Must(base.ParseFS(o.version, "templates/*.html"))
	pages := map[string]*template.Template{}
	files, _ := fs.Glob(o.common, "templates/pages/*.html") // the only error is a bad pattern
	for _, file := range files {
		page := template.Must(base.Clone())
		pages[strings.TrimSuffix(path.Base(file), ".html")] = template.Must(page.ParseFS(o.common, file))
	}
	return pages
}

// comment writes an HTML comment. Templates drop the comments in their own
// source, so a page that wants one has to say so.
func comment(text string) template.HTML {
	safe := strings.NewReplacer("--", "- -", "<", "&lt;", ">", "&gt;").Replace(text)
	return template.HTML("<!-- " + safe + " -->")
}
