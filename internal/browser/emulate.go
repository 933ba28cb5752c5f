package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/device"

	"github.com/maskproof/maskproof/internal/flow"
)

// Devices lists the devices that a flow may emulate, by name.
func Devices() []string {
	var names []string
	for d := device.Reset + 1; d <= device.MotoG4landscape; d++ {
		names = append(names, d.Device().Name)
	}
	return names
}

func findDevice(name string) (device.Info, bool) {
	for d := device.Reset + 1; d <= device.MotoG4landscape; d++ {
		if d.Device().Name == name {
			return d.Device(), true
		}
	}
	return device.Info{}, false
}

// speeds are the networks that a flow may emulate: DevTools' own presets, which it
// takes a tenth off (front_end/core/sdk/NetworkManager.ts).
func speeds() map[string]network.OverrideNetworkStateParams {
	kbit := func(n float64) float64 { return n * 1000 / 8 * 0.9 }
	return map[string]network.OverrideNetworkStateParams{
		"online":  {DownloadThroughput: -1, UploadThroughput: -1},
		"offline": {Offline: true, DownloadThroughput: 0, UploadThroughput: 0},
		"slow-3g": {Latency: 2000, DownloadThroughput: kbit(500), UploadThroughput: kbit(500), ConnectionType: network.ConnectionTypeCellular3g},
		"fast-3g": {Latency: 562.5, DownloadThroughput: kbit(1600), UploadThroughput: kbit(750), ConnectionType: network.ConnectionTypeCellular3g},
		"slow-4g": {Latency: 150, DownloadThroughput: kbit(1600), UploadThroughput: kbit(750), ConnectionType: network.ConnectionTypeCellular4g},
	}
}

// emulateNow changes what the browser pretends to be, in all windows.
func (r *run) emulateNow(ctx context.Context, e flow.Emulation) error {
	r.door.Lock()
	r.pretends = append(r.pretends, e)
	r.door.Unlock()
	if err := r.guard(ctx); err != nil {
		return err
	}
	for _, w := range r.windows {
		if w.closed() {
			continue
		}
		if err := w.emulate(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tab) emulate(ctx context.Context, e flow.Emulation) error {
	bound, cancel := context.WithCancel(t.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	err := t.emulator.emulate(bound, e)
	if err == nil {
		err = t.emulateNetwork(bound, e)
	}
	if err != nil {
		return fmt.Errorf("emulate: %w", err)
	}
	return nil
}

// emulateNetwork slows the network down for all requests, and tells the page so.
func (t *tab) emulateNetwork(ctx context.Context, e flow.Emulation) error {
	speed, wanted := speeds()[e.Network]
	if !wanted {
		return nil
	}
	rule := &network.Conditions{
		Latency: speed.Latency, DownloadThroughput: speed.DownloadThroughput, UploadThroughput: speed.UploadThroughput,
		ConnectionType: speed.ConnectionType, Offline: speed.Offline,
	}
	rules := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{rule}}
	if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, rules); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, network.OverrideNetworkState, speed)
	return err
}
