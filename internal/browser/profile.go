package browser

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// profile is the temporary user data folder of one Chrome. A guard outside this
// process removes it if we are killed before we can.
//
// As the path of a socket must be short, Chrome keeps the one of a profile in a folder
// beside it that the profile links to, and leaves it behind when it is killed
// (chrome/browser/process_singleton_posix.cc): it goes with the profile.
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
	socket, err := os.Readlink(filepath.Join(p.dir, "SingletonSocket"))
	if err == nil {
		os.Remove(socket)
		os.Remove(filepath.Join(filepath.Dir(socket), "SingletonCookie"))
		os.Remove(filepath.Dir(socket))
	}
	err = os.RemoveAll(p.dir)
	for tries := 0; err != nil && tries < 50; tries++ {
		time.Sleep(10 * time.Millisecond)
		err = os.RemoveAll(p.dir)
	}
	p.guard.release(err == nil)
}
