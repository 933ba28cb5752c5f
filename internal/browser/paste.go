package browser

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
)

// paste copies a text in a blank page of the browser and pastes it where the focus
// is, so that the page sees a real paste. All windows share one clipboard: the
// two belong together.
func (r *run) paste(ctx context.Context, text string) error {
	b := r.browser
	b.clipboard.Lock()
	defer b.clipboard.Unlock()
	if err := b.copy(ctx, text); err != nil {
		return err
	}
	return shortcut(ctx, r.tab.ctx, "v", "paste")
}

func (b *Browser) copy(ctx context.Context, text string) error {
	focused := emulation.SetFocusEmulationEnabledParams{Enabled: true}
	if _, err := call(ctx, b.ctx, emulation.SetFocusEmulationEnabled, focused); err != nil {
		return err
	}
	value, err := json.Marshal(text)
	if err != nil {
		return err
	}
	doc, err := call(ctx, b.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "document"})
	if err != nil {
		return err
	}
	_, err = call(ctx, b.ctx, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		ObjectID: doc.Result.ObjectID, Arguments: []*runtime.CallArgument{{Value: value}},
		FunctionDeclaration: `function (text) {
			const area = document.createElement("textarea");
			document.body.replaceChildren(area);
			area.value = text;
			area.select();
		}`,
	})
	if err != nil {
		return err
	}
	return shortcut(ctx, b.ctx, "c", "copy")
}

// shortcut presses Control and a letter, which edits: Chrome's headless mode does
// not map such keys to commands by itself.
func shortcut(ctx, target context.Context, letter, command string) error {
	key := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeRawKeyDown, Key: letter, Code: "Key" + strings.ToUpper(letter), Modifiers: 2,
		WindowsVirtualKeyCode: int64(strings.ToUpper(letter)[0]), Commands: []string{command},
	}
	if _, err := call(ctx, target, input.DispatchKeyEvent, key); err != nil {
		return err
	}
	key.Type, key.Commands = input.DispatchKeyEventTypeKeyUp, nil
	_, err := call(ctx, target, input.DispatchKeyEvent, key)
	return err
}
