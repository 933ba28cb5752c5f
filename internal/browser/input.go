package browser

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// mouse sends one mouse event to the page. Coordinates are CSS pixels in the
// page's viewport, also for frames: Chrome hands them down.
func (t *tab) mouse(ctx context.Context, kind input.DispatchMouseEventType, x, y float64, clicks int64) error {
	button := input.MouseButtonNone
	if clicks > 0 {
		button = input.MouseButtonLeft
	}
	_, err := call(ctx, t.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: kind, X: x, Y: y, Button: button, ClickCount: clicks,
	})
	return err
}

// clickAt moves the mouse to a point and clicks there, once or twice.
func (t *tab) clickAt(ctx context.Context, x, y float64, times int64) error {
	if err := t.mouse(ctx, input.DispatchMouseEventTypeMouseMoved, x, y, 0); err != nil {
		return err
	}
	for n := int64(1); n <= times; n++ {
		if err := t.mouse(ctx, input.DispatchMouseEventTypeMousePressed, x, y, n); err != nil {
			return err
		}
		if err := t.mouse(ctx, input.DispatchMouseEventTypeMouseReleased, x, y, n); err != nil {
			return err
		}
	}
	return nil
}

// key presses and releases the key of one character. The character rides on the
// press, as with a real keyboard's driver: one call less than a "char" event.
func (t *tab) key(ctx context.Context, r rune, held kb.Modifier) error {
	events := kb.Encode(r)
	down, up := *events[0], *events[len(events)-1]
	for _, event := range events[1 : len(events)-1] {
		if held&^kb.ModifierShift == 0 { // a shortcut types nothing
			down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, event.Text, event.UnmodifiedText
		}
	}
	for _, event := range []input.DispatchKeyEventParams{down, up} {
		event.Modifiers |= int64(held)
		if _, err := call(ctx, t.ctx, input.DispatchKeyEvent, event); err != nil {
			return err
		}
	}
	return nil
}

// namedKeys are the keys of a press step that are not characters.
var namedKeys = map[string]string{
	"Enter": kb.Enter, "Tab": kb.Tab, "Escape": kb.Escape, "Space": " ",
	"Backspace": kb.Backspace, "Delete": kb.Delete, "Insert": kb.Insert,
	"ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
	"F1": kb.F1, "F2": kb.F2, "F3": kb.F3, "F4": kb.F4, "F5": kb.F5, "F6": kb.F6,
	"F7": kb.F7, "F8": kb.F8, "F9": kb.F9, "F10": kb.F10, "F11": kb.F11, "F12": kb.F12,
}

var modifiers = map[string]kb.Modifier{
	"Alt": kb.ModifierAlt, "Control": kb.ModifierCtrl, "Meta": kb.ModifierMeta, "Shift": kb.ModifierShift,
}

// press sends one key with its modifiers, such as "Enter" or "Control+A".
func (t *tab) press(ctx context.Context, key string) error {
	parts := strings.Split(key, "+")
	if strings.HasSuffix(key, "++") || key == "+" {
		parts = append(strings.Split(strings.TrimSuffix(strings.TrimSuffix(key, "+"), "+"), "+"), "+")
	}
	var held kb.Modifier
	for _, name := range parts[:len(parts)-1] {
		if name == "" {
			continue
		}
		m, ok := modifiers[name]
		if !ok {
			return &refusal{reason: fmt.Sprintf("unknown modifier %q in key %q", name, key)}
		}
		held |= m
	}
	name := parts[len(parts)-1]
	char, ok := namedKeys[name]
	if !ok {
		char = name
	}
	for _, r := range char {
		if err := t.key(ctx, r, held); err != nil {
			return err
		}
	}
	return nil
}
