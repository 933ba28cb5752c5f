package browser

import (
	"context"
	"encoding/json"
	"sync/atomic"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// side is a session with a window whose first document is on its way. Such a window
// answers nothing until it is there, and does first then what it was told; only a script
// that stands in the document itself may be before it. Messages go through the session of
// the browser.
type side struct {
	browser cdp.Session
	id      target.SessionID
	last    atomic.Int64
	deaf    func() // ends hearing
}

// openSide attaches to a window by the protocol from before sessions were flat: chromedp
// knows no session that it did not open, and waits for the answer in those.
func (b *Browser) openSide(ctx context.Context, window target.ID) (*side, error) {
	at, err := cdp.Call(ctx, b.session(), target.AttachToTarget, target.AttachToTargetParams{TargetID: window, Flatten: new(false)})
	if err != nil {
		return nil, err
	}
	return &side{browser: b.session(), id: at.SessionID, deaf: func() {}}, nil
}

// Call sends a command; there is no result. It satisfies [cdp.Session].
func (s *side) Call(ctx context.Context, method string, params, _ any) error {
	raw, err := jsonv2.Marshal(params, chromedp.DefaultMarshalOptions)
	if err != nil {
		return err
	}
	message, err := json.Marshal(map[string]any{"id": s.last.Add(1), "method": method, "params": json.RawMessage(raw)})
	if err != nil {
		return err
	}
	to := struct {
		SessionID target.SessionID `json:"sessionId"`
		Message   string           `json:"message"`
	}{s.id, string(message)}
	return s.browser.Call(ctx, "Target.sendMessageToTarget", to, nil)
}

// Subscribe hears nothing.
func (s *side) Subscribe(string) (<-chan jsonv2.Value, func()) {
	none := make(chan jsonv2.Value)
	close(none)
	return none, func() {}
}

// carry has the window's requests to the app carry headers, until the session ends.
func (s *side) carry(ctx context.Context, list headers, origin string) error {
	var heard <-chan jsonv2.Value
	heard, s.deaf = s.browser.Subscribe("Target.receivedMessageFromTarget")
	go func() {
		for raw := range heard {
			if ev := s.paused(raw); ev != nil {
				cdp.Call(ctx, cdp.Session(s), fetch.ContinueRequest, list.onto(ev))
			}
		}
	}()
	params := fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: origin + "*"}}}
	_, err := cdp.Call(ctx, cdp.Session(s), fetch.Enable, params)
	return err
}

// paused is the request that a message tells of, where it is from this session; nil where
// it tells of something else.
func (s *side) paused(raw jsonv2.Value) *fetch.EventRequestPaused {
	var outer struct {
		SessionID target.SessionID `json:"sessionId"`
		Message   string           `json:"message"`
	}
	var inner struct {
		Method string       `json:"method"`
		Params jsonv2.Value `json:"params"`
	}
	var ev fetch.EventRequestPaused
	if json.Unmarshal(raw, &outer) != nil || outer.SessionID != s.id ||
		jsonv2.Unmarshal([]byte(outer.Message), &inner, chromedp.DefaultUnmarshalOptions) != nil || inner.Method != "Fetch.requestPaused" ||
		jsonv2.Unmarshal(inner.Params, &ev, chromedp.DefaultUnmarshalOptions) != nil {
		return nil
	}
	return &ev
}

// close ends the session, and what it has the window pretend.
func (s *side) close(ctx context.Context) {
	s.deaf()
	cdp.Call(ctx, s.browser, target.DetachFromTarget, target.DetachFromTargetParams{SessionID: s.id})
}

// receive has a window that a page opened be what the others are from its first document
// on, once: later ones, and those of the windows that are attached to, are so already.
func (r *run) receive(ctx context.Context, id target.ID, agent string) {
	r.door.Lock()
	defer r.door.Unlock()
	if _, known := r.received[id]; known {
		return
	}
	s, err := r.browser.openSide(ctx, id)
	if r.received[id] = s; err != nil {
		return // it is closed again, or set up when a step looks for it
	}
	if list := r.carried(); list != nil {
		s.carry(r.browser.ctx, list, r.origin())
	}
	m := emulator{session: s, agent: agent}
	for _, e := range r.pretends {
		m.emulate(ctx, e)
	}
	cdp.Call(ctx, cdp.Session(s), runtime.AddBinding, runtime.AddBindingParams{Name: hookTell}) // whoever attaches later hears it
	cdp.Call(ctx, cdp.Session(s), runtime.Evaluate, runtime.EvaluateParams{Expression: hookJS()})
}

// dismiss ends the side session of a window that has one of its own from now on.
func (r *run) dismiss(ctx context.Context, id target.ID) {
	r.door.Lock()
	defer r.door.Unlock()
	if s := r.received[id]; s != nil {
		s.close(ctx)
	}
	r.received[id] = nil
}

// dismissAll ends what is left of side sessions, whose windows end with the run.
func (r *run) dismissAll() {
	r.door.Lock()
	defer r.door.Unlock()
	for _, s := range r.received {
		if s != nil {
			s.deaf()
		}
	}
}
