package cli_test

import (
	"context"
	"path/filepath"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/maskproof/maskproof/internal/browser"
)

// pageFaults is what a person would mind in the report that is open.
const pageFaults = `(async (verdict, leaks) => {
	const faults = [];
	const root = document.documentElement, h1 = document.querySelector("h1"), at = h1.getBoundingClientRect();
	if (root.scrollWidth > root.clientWidth) faults.push("it is wider than the window: " + root.scrollWidth);
	if (at.top < 0 || at.bottom > innerHeight / 2) faults.push("the verdict is not the first thing in view");
	if (!h1.textContent.includes(verdict)) faults.push("the verdict is " + h1.textContent);
	const cards = [...document.querySelectorAll("article.leak")];
	if (leaks !== cards.length > 0) faults.push("leaks: " + cards.length);
	if (leaks && !cards.some((card) => card.querySelectorAll("figure").length === 2)) faults.push("no leak with two pictures");
	for (const use of document.querySelectorAll("figure use")) {
		const shared = document.querySelector(use.getAttribute("href")), picture = new Image();
		picture.src = shared.getAttribute("href");
		await picture.decode().catch(() => {});
		if (picture.naturalWidth === 0 || picture.naturalWidth !== +shared.getAttribute("width")) faults.push(shared.id + " is not loaded");
		if (use.ownerSVGElement.getBoundingClientRect().width < 100) faults.push(shared.id + " is too small to see");
	}
	return faults;
})`

// shows opens the report of a run at a desk and on a phone: the verdict comes first,
// nothing sticks out, and pictures are there: "shows masked runs/*-demo-masked".
func shows(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: shows VERDICT RUN")
	}
	pages, err := filepath.Glob(ts.MkAbs(args[1]) + "/report.html")
	ts.Check(err)
	if len(pages) != 1 {
		ts.Fatalf("%d reports in %s", len(pages), args[1])
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("no-sandbox", browser.NoSandbox()))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	tab, _ := chromedp.NewContext(allocator)
	defer chromedp.Cancel(tab) // in order, so that it leaves no files
	ts.Check(chromedp.Do(tab))
	leaks := "false"
	if args[0] == "leaked" {
		leaks = "true"
	}
	for _, width := range []int64{1280, 390} {
		_, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
		ts.Check(err)
		ts.Check(chromedp.Do(tab, chromedp.Navigate("file://"+pages[0])))
		faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](pageFaults+`("`+args[0]+`", `+leaks+`)`, chromedp.EvalAwaitPromise))
		ts.Check(err)
		if len(faults) > 0 {
			ts.Fatalf("%s, %d wide: %q", pages[0], width, faults)
		}
	}
}
