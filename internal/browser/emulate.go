package browser

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/emulation"
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
	r.pretending.Lock()
	r.pretends = append(r.pretends, e)
	r.pretending.Unlock()
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
	steps := []func(context.Context, flow.Emulation) error{t.emulateDevice, t.emulatePlace, t.emulateNetwork}
	for _, step := range steps {
		if err := step(bound, e); err != nil {
			return fmt.Errorf("emulate: %w", err)
		}
	}
	return nil
}

func (t *tab) emulateDevice(ctx context.Context, e flow.Emulation) error {
	if e.Device != "" {
		d, known := findDevice(e.Device)
		if !known {
			return &refusal{reason: fmt.Sprintf("there is no device %q", e.Device)}
		}
		t.touch = d.Touch
		if err := chromedp.Do(ctx, chromedp.Emulate(d)); err != nil {
			return err
		}
		if err := t.speakAs(ctx, d.UserAgent); err != nil {
			return err
		}
	}
	if e.Width == 0 {
		return nil
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: int64(e.Width), Height: int64(e.Height), DeviceScaleFactor: 1}
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, size)
	return err
}

// emulatePlace sets what goes with where and how a person lives.
func (t *tab) emulatePlace(ctx context.Context, e flow.Emulation) error {
	if e.Timezone != "" {
		if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: e.Timezone}); err != nil && !inEffect(ctx, err, "timeZone", e.Timezone) {
			return &refusal{reason: fmt.Sprintf("Chrome does not take the timezone %q: %v", e.Timezone, err)}
		}
	}
	if e.Scheme != "" {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: e.Scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			return err
		}
	}
	if e.Locale == "" {
		return nil
	}
	if _, err := chromedp.Call(ctx, emulation.SetLocaleOverride, emulation.SetLocaleOverrideParams{Locale: e.Locale}); err != nil && !inEffect(ctx, err, "locale", e.Locale) {
		return &refusal{reason: fmt.Sprintf("Chrome does not take the locale %q: %v", e.Locale, err)}
	}
	t.locale = e.Locale
	agent, err := chromedp.Run(ctx, chromedp.Evaluate[string]("navigator.userAgent"))
	if err != nil {
		return err
	}
	return t.speakAs(ctx, agent)
}

// inEffect says that Chrome refused a place because the page is there already: windows
// that share a process share the place, and only the first of them can set it.
func inEffect(ctx context.Context, refused error, option, wanted string) bool {
	if !strings.Contains(refused.Error(), "already in effect") {
		return false
	}
	has, err := chromedp.Run(ctx, chromedp.Evaluate[string]("Intl.DateTimeFormat().resolvedOptions()."+option))
	return err == nil && has == wanted
}

// speakAs sets the user agent, which takes the language with it.
func (t *tab) speakAs(ctx context.Context, agent string) error {
	params := emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: t.locale}
	_, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, params)
	return err
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
