package browser

import (
	"errors"
	"os"
	"time"
)

// profile is the temporary user data folder of one Chrome. A guard outside this
// process removes it if we are killed before we can.
type profile struct {
	dir   string
	guard *guard
}

func newProfile(tempDir string) (*profile, error) {
	dir, err := os.MkdirTemp(tempDir, "maskproof-chrome-")
	if err != nil {
		return nil, err
	}
	g, err := startGuard(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &profile{dir: dir, guard: g}, nil
}

// remove deletes the folder. Children of Chrome may still write into it for a
// moment after it ended, hence the tries; what is left then is the guard's.
func (p *profile) remove() {
	err := os.RemoveAll(p.dir)
	for tries := 0; err != nil && tries < 50; tries++ {
		time.Sleep(10 * time.Millisecond)
		err = os.RemoveAll(p.dir)
	}
	p.guard.release(err == nil)
}
