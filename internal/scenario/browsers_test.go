package scenario

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
)

func TestBrowsersLendTheSameOne(t *testing.T) {
	var b Browsers
	defer b.Close()
	first, err := b.launch(context.Background(), browser.Options{HostMap: []string{"MAP a.test 127.0.0.1"}})
	require.NoError(t, err)
	again, err := b.launch(context.Background(), browser.Options{HostMap: []string{"MAP a.test 127.0.0.1"}})
	require.NoError(t, err)
	require.Same(t, first, again)

	other, err := b.launch(context.Background(), browser.Options{HostMap: []string{"MAP b.test 127.0.0.1"}})
	require.NoError(t, err)
	require.NotSame(t, first, other)
	require.False(t, first.Alive(), "the one that cannot serve is ended")

	other.Close()
	after, err := b.launch(context.Background(), browser.Options{HostMap: []string{"MAP b.test 127.0.0.1"}})
	require.NoError(t, err)
	require.NotSame(t, other, after, "one that ended is not lent")
	b.Close()
	require.False(t, after.Alive())
}
