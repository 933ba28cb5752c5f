package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// state is a storage state: what a login leaves in the browser, in the form of
// Playwright's storageState (playwright.dev, v1.50).
type state struct {
	Cookies []cookieState `json:"cookies"`
	Origins []originState `json:"origins"`
}

type cookieState struct {
	Name     string  `json:"name"`
	Value    string  `json:"value"`
	Domain   string  `json:"domain"`
	Path     string  `json:"path"`
	Expires  float64 `json:"expires"` // seconds since the Unix epoch; -1: with the session
	HTTPOnly bool    `json:"httpOnly"`
	Secure   bool    `json:"secure"`
	SameSite string  `json:"sameSite,omitempty"`
}

type originState struct {
	Origin       string `json:"origin"`
	LocalStorage []item `json:"localStorage"`
}

type item struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// posthogs says that a cookie or item is posthog-js's own. It names the person and
// the session: a run that took it over would go on in the recording of another.
func posthogs(name string) bool {
	return strings.HasPrefix(name, "ph_") || strings.HasPrefix(name, "__ph_")
}

func storageState(r *run, ctx context.Context, s flow.Step) error {
	if s.Value == "save" {
		path, err := r.beside(s, s.Files[0])
		if err != nil {
			return err
		}
		return r.saveState(ctx, path)
	}
	return r.loadState(ctx, s.From(r.flow), s.Files[0])
}

// saveState writes the cookies of the flow's browser context and the local storage
// of the page it is on, for its owner only.
func (r *run) saveState(ctx context.Context, path string) error {
	home := chromedp.FromContext(r.windows[0].ctx).BrowserContextID
	got, err := chromedp.CallBrowser(r.windows[0].ctx, storage.GetCookies, storage.GetCookiesParams{BrowserContextID: home})
	if err != nil {
		return err
	}
	saved := state{Cookies: []cookieState{}, Origins: []originState{}}
	for _, c := range got.Cookies {
		if !posthogs(c.Name) {
			saved.Cookies = append(saved.Cookies, cookieState{c.Name, c.Value, c.Domain, c.Path, c.Expires, c.HTTPOnly, c.Secure, string(c.SameSite)})
		}
	}
	var here originState
	if err := r.tab.top.engine(ctx, &here, "localStorage"); err != nil {
		return err
	}
	here.LocalStorage = slices.DeleteFunc(here.LocalStorage, func(i item) bool { return posthogs(i.Name) })
	if len(here.LocalStorage) > 0 {
		saved.Origins = append(saved.Origins, here)
	}
	data, err := json.MarshalIndent(saved, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return &refusal{reason: "cannot save the storage state: " + err.Error()}
	}
	return nil
}

// loadState sets cookies at once, and local storage when a page of its origin is
// opened. from is the file that names it.
func (r *run) loadState(ctx context.Context, from, name string) error {
	if name == "" {
		return nil
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(from), filepath.FromSlash(name))
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &refusal{reason: fmt.Sprintf("there is no storage state %s beside the flow; a flow that logs in saves it with storage_state: {save: %s}", name, name)}
	}
	var saved state
	if err == nil {
		err = json.Unmarshal(data, &saved)
	}
	if err != nil {
		return &refusal{reason: fmt.Sprintf("cannot read the storage state %s: %v", name, err)}
	}
	if err := r.setCookies(saved.Cookies); err != nil {
		return err
	}
	return r.setLocalStorage(ctx, saved.Origins)
}

func (r *run) setCookies(cookies []cookieState) error {
	params := storage.SetCookiesParams{BrowserContextID: chromedp.FromContext(r.windows[0].ctx).BrowserContextID}
	for _, c := range cookies {
		if posthogs(c.Name) {
			continue
		}
		p := &network.CookieParam{
			Name: c.Name, Value: c.Value, Domain: c.Domain, Path: c.Path, HTTPOnly: c.HTTPOnly, Secure: c.Secure,
			SameSite: network.CookieSameSite(c.SameSite),
		}
		if c.Expires > 0 {
			p.Expires = cdp.TimeSinceEpoch(c.Expires)
		}
		params.Cookies = append(params.Cookies, p)
	}
	if len(params.Cookies) == 0 {
		return nil
	}
	if _, err := chromedp.CallBrowser(r.windows[0].ctx, storage.SetCookies, params); err != nil {
		return &refusal{reason: "Chrome does not take the cookies of the storage state: " + err.Error()}
	}
	return nil
}

func (r *run) setLocalStorage(ctx context.Context, origins []originState) error {
	for i := range origins {
		origins[i].LocalStorage = slices.DeleteFunc(origins[i].LocalStorage, func(i item) bool { return posthogs(i.Name) })
	}
	list, err := json.Marshal(origins)
	if err != nil {
		return err
	}
	script := `(() => {
		const mark = Symbol.for("maskproof.state");
		const mine = ` + string(list) + `.find((o) => o.origin === location.origin);
		if (!mine || window[mark]) return;
		window[mark] = true;
		for (const { name, value } of mine.localStorage) if (localStorage.getItem(name) === null) localStorage.setItem(name, value);
	})()`
	_, err = call(ctx, r.tab.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	return err
}

func setCookie(r *run, ctx context.Context, s flow.Step) error {
	c := s.Cookie
	params := network.SetCookieParams{Name: c.Name, Value: c.Value, Domain: c.Domain, Path: c.Path}
	if c.Domain == "" {
		params.URL = r.base.String()
	}
	if _, err := call(ctx, r.tab.ctx, network.SetCookie, params); err != nil {
		return &refusal{reason: fmt.Sprintf("Chrome does not take the cookie %s: %v", c.Name, err)}
	}
	return nil
}
