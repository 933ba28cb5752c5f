package cli

import (
	"fmt"
)

// shard is one part of all flows of all scenarios of a command, in turn: with 2/3
// the second, the fifth and so on. It is a flag's value.
type shard struct {
	n, of int // 0 of 0: all
	seen  int // flows asked for
	taken int
}

func (s *shard) Set(text string) error {
	var n, of int
	var rest string
	if k, _ := fmt.Sscanf(text, "%d/%d%s", &n, &of, &rest); k != 2 || n < 1 || n > of {
		return fmt.Errorf("not a part such as 2/3")
	}
	s.n, s.of = n, of
	return nil
}

func (s *shard) String() string {
	if s.of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.n, s.of)
}

func (s *shard) Type() string { return "part/parts" }

// take says whether the next flow is of this part.
func (s *shard) take() bool {
	s.seen++
	if (s.seen-1)%s.of != s.n-1 {
		return false
	}
	s.taken++
	return true
}

// idle is an error where no flow fell to the part: that looks like a success and
// proves nothing.
func (s *shard) idle() error {
	if s.of == 0 || s.taken > 0 {
		return nil
	}
	return &usageError{fmt.Errorf("--shard %s: no flow falls to it, since there are %d; take at most %d parts", s, s.seen, s.seen)}
}
