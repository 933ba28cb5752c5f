//go:build unix && !linux

package browser

import (
	"os/exec"
	"syscall"
)

// adopt lets Chrome lead a process group of its own, so that an interrupt typed
// at the terminal reaches only us, who then end it in order.
func (p *profile) adopt(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}
