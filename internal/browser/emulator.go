package browser

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp/device"

	"github.com/maskproof/maskproof/internal/flow"
)

// emulator has a window be another device, in another place.
type emulator struct {
	session cdp.Session
	agent   string // its user agent
	locale  string
	touch   bool // it pretends to have a touch screen
}

func (m *emulator) emulate(ctx context.Context, e flow.Emulation) error {
	if err := m.device(ctx, e); err != nil {
		return err
	}
	return m.place(ctx, e)
}

func (m *emulator) device(ctx context.Context, e flow.Emulation) error {
	if e.Device != "" {
		d, known := findDevice(e.Device)
		if !known {
			return &refusal{reason: fmt.Sprintf("there is no device %q", e.Device)}
		}
		m.touch = d.Touch
		if err := m.speakAs(ctx, d.UserAgent); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, m.session, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: d.Touch}); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, m.session, emulation.SetDeviceMetricsOverride, screen(d)); err != nil {
			return err
		}
	}
	if e.Width == 0 {
		return nil
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: int64(e.Width), Height: int64(e.Height), DeviceScaleFactor: 1}
	_, err := cdp.Call(ctx, m.session, emulation.SetDeviceMetricsOverride, size)
	return err
}

// screen is that of a device, held as its name says.
func screen(d device.Info) emulation.SetDeviceMetricsOverrideParams {
	held := &emulation.ScreenOrientation{Type: emulation.ScreenOrientationTypePortraitPrimary}
	if d.Landscape {
		held = &emulation.ScreenOrientation{Type: emulation.ScreenOrientationTypeLandscapePrimary, Angle: 90}
	}
	return emulation.SetDeviceMetricsOverrideParams{
		Width: d.Width, Height: d.Height, DeviceScaleFactor: d.Scale, Mobile: d.Mobile, ScreenOrientation: held,
	}
}

// place sets what goes with where and how a person lives.
func (m *emulator) place(ctx context.Context, e flow.Emulation) error {
	if e.Timezone != "" {
		zone := emulation.SetTimezoneOverrideParams{TimezoneID: e.Timezone}
		if _, err := cdp.Call(ctx, m.session, emulation.SetTimezoneOverride, zone); err != nil && !m.inEffect(ctx, err, "timeZone", e.Timezone) {
			return &refusal{reason: fmt.Sprintf("Chrome does not take the timezone %q: %v", e.Timezone, err)}
		}
	}
	if e.Scheme != "" {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: e.Scheme}}}
		if _, err := cdp.Call(ctx, m.session, emulation.SetEmulatedMedia, media); err != nil {
			return err
		}
	}
	if e.Locale == "" {
		return nil
	}
	place := emulation.SetLocaleOverrideParams{Locale: e.Locale}
	if _, err := cdp.Call(ctx, m.session, emulation.SetLocaleOverride, place); err != nil && !m.inEffect(ctx, err, "locale", e.Locale) {
		return &refusal{reason: fmt.Sprintf("Chrome does not take the locale %q: %v", e.Locale, err)}
	}
	m.locale = e.Locale
	return m.speakAs(ctx, m.agent)
}

// inEffect says that Chrome refused a place because the page is there already: windows
// that share a process share the place, and only the first of them can set it.
func (m *emulator) inEffect(ctx context.Context, refused error, option, wanted string) bool {
	if !strings.Contains(refused.Error(), "already in effect") {
		return false
	}
	res, err := cdp.Call(ctx, m.session, runtime.Evaluate, runtime.EvaluateParams{
		Expression: "Intl.DateTimeFormat().resolvedOptions()." + option, ReturnByValue: new(true),
	})
	return err == nil && res.Result != nil && strings.Trim(string(res.Result.Value), `"`) == wanted
}

// speakAs sets the user agent, which takes the language with it.
func (m *emulator) speakAs(ctx context.Context, agent string) error {
	m.agent = agent
	params := emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: m.locale}
	_, err := cdp.Call(ctx, m.session, emulation.SetUserAgentOverride, params)
	return err
}
