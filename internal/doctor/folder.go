package doctor

import (
	"context"
	"os"
)

// runFolder makes the folder of the runs and writes into it, as a run does.
func runFolder(_ context.Context, e *exam) finding {
	fix := "let this user write there, or name another folder with --out"
	if err := os.MkdirAll(e.Deps.Out, 0o700); err != nil {
		return failed(err.Error(), fix)
	}
	file, err := os.CreateTemp(e.Deps.Out, ".doctor-")
	if err != nil {
		return failed(err.Error(), fix)
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString("can be written\n")
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return failed(err.Error(), fix)
	}
	return fine(e.Deps.Out + " can be written")
}
