//go:build unix

package browser

import (
	"io"
	"os/exec"
	"syscall"
)

// guard is a shell that waits on a pipe from us. When the pipe closes, because
// we released it or because we died in whatever way, it removes the profile
// folder and ends. It leads a process group of its own, so that an interrupt
// typed at the terminal does not reach it.
type guard struct {
	cmd  *exec.Cmd
	pipe io.WriteCloser
}

// guardScript ends at the word "done". At the end of the pipe without it, it
// removes $1, and the folder with its socket, until it has stayed away five times in a
// row: Chrome itself ends when its debugging pipe closes, and may write until then.
const guardScript = `read word && exit
gone=0 tries=0
while [ $gone -lt 5 ] && [ $tries -lt 200 ]; do
  tries=$((tries+1))
  if socket=$(readlink "$1/SingletonSocket"); then
    rm -f "$socket" "${socket%/*}/SingletonCookie"
    rmdir "${socket%/*}" 2>/dev/null
  fi
  if [ -e "$1" ]; then gone=0; rm -rf "$1" 2>/dev/null; else gone=$((gone+1)); fi
  sleep 0.05
done`

func startGuard(dir string) (*guard, error) {
	cmd := exec.Command("/bin/sh", "-c", guardScript, "maskproof-guard", dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &guard{cmd: cmd, pipe: pipe}, nil
}

// release ends the guard: at once where the folder is gone, else behind it.
func (g *guard) release(removed bool) {
	if removed {
		io.WriteString(g.pipe, "done\n")
	}
	g.pipe.Close()
	g.cmd.Wait()
}
