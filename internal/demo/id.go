package demo

import (
	"encoding/base32"
	"fmt"
	"io"
	"sync"
)

// idSource makes ids that cannot be guessed. It is safe for concurrent use.
type idSource struct {
	mu   sync.Mutex
	rand io.Reader
}

// next returns n characters of A-Z and 2-7.
func (s *idSource) next(n int) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw := make([]byte, (n*5+7)/8)
	if _, err := io.ReadFull(s.rand, raw); err != nil {
		return "", fmt.Errorf("read randomness for an id: %w", err)
	}
	encoding := base32.StdEncoding.WithPadding(base32.NoPadding)
	return encoding.EncodeToString(raw)[:n], nil
}
