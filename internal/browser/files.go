package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"

	"github.com/maskproof/maskproof/internal/flow"
)

// filesOf are the files of an upload, which must be there.
func (r *run) filesOf(s flow.Step) ([]string, error) {
	var paths []string
	for _, name := range s.Files {
		path, err := r.beside(s, name)
		if err != nil {
			return nil, err
		}
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return nil, &refusal{reason: fmt.Sprintf("there is no file %s beside the flow", name)}
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// beside is a path relative to the file that the step stands in, made absolute.
func (r *run) beside(s flow.Step, name string) (string, error) {
	if filepath.IsAbs(name) {
		return name, nil
	}
	return filepath.Abs(filepath.Join(filepath.Dir(s.From(r.flow)), filepath.FromSlash(name)))
}

func (e element) setFiles(ctx context.Context, paths []string) error {
	object, err := e.object(ctx, "element", e.index)
	if err != nil {
		return err
	}
	_, err = call(ctx, e.target, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, ObjectID: object})
	return gone(err)
}

// chooserTime is how long a click may take to open a file chooser.
const chooserTime = 2 * time.Second

// chooseFiles clicks what opens a file chooser and answers it.
func (t *tab) chooseFiles(ctx context.Context, e element, paths []string) error {
	if err := e.ready(ctx, "act"); err != nil {
		return err
	}
	intercept := func(ctx context.Context, on bool) error {
		_, err := call(ctx, t.ctx, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: on})
		return err
	}
	if err := intercept(ctx, true); err != nil {
		return err
	}
	defer intercept(context.WithoutCancel(ctx), false)
	if err := t.clickTimes(ctx, e, 1); err != nil {
		return err
	}
	limit, cancel := context.WithTimeout(ctx, chooserTime)
	defer cancel()
	select {
	case opened := <-t.chooser:
		_, err := call(ctx, t.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, BackendNodeID: opened.BackendNodeID})
		return err
	case <-limit.Done():
		return &refusal{reason: errNoChooser.Error()}
	}
}
