package rrweb

import (
	"errors"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ScreenData is what a mobile recorder says of a screen in a full snapshot or a
// mutation (PostHog, ee/frontend/mobile-replay): all of it, or what changed. It means
// removes to be applied before adds, and those before updates.
type ScreenData struct {
	Wireframes []Wireframe
	Removes    []int64
	Adds       []ScreenChange
	Updates    []ScreenChange
}

// ScreenChange puts a box into the one with ParentID, or in place of that with its own id.
type ScreenChange struct {
	ParentID  int64
	Wireframe *Wireframe
}

// Wireframe is a box of a screen, with those in it. ID is 0 where it has none. Texts are
// what it shows, without space around it and without those that are empty.
type Wireframe struct {
	ID       int64
	Texts    []string // label, text and value, in this order
	Held     bool     // the last of Texts is the value: what an input holds
	Children []Wireframe
}

// errScreen does not quote what is wrong, which may be what somebody typed.
var errScreen = errors.New("wireframes of an unknown shape")

// Screen returns what a full snapshot or a mutation says of a screen; nothing if it is of a
// web page. What stands behind something of the wrong form is left out; then there is an
// error, and the rest is there even so.
func (e *Event) Screen() (*ScreenData, error) {
	var raw struct {
		Data struct {
			Wireframes []wireframe    `json:"wireframes"`
			Adds       []screenChange `json:"adds"`
			Updates    []screenChange `json:"updates"`
			Removes    []screenChange `json:"removes"`
		} `json:"data"`
	}
	err := json.Unmarshal(e.JSON, &raw, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	d := &ScreenData{Wireframes: wireframes(raw.Data.Wireframes), Adds: screenChanges(raw.Data.Adds), Updates: screenChanges(raw.Data.Updates)}
	for _, r := range raw.Data.Removes {
		d.Removes = append(d.Removes, boxID(r.ID))
	}
	if err != nil {
		return d, errScreen
	}
	return d, nil
}

// wireframe and screenChange have as raw JSON what may be of any type.
type wireframe struct {
	ID       jsontext.Value `json:"id"`
	Label    jsontext.Value `json:"label"`
	Text     jsontext.Value `json:"text"`
	Value    jsontext.Value `json:"value"`
	Children []wireframe    `json:"childWireframes"`
}

type screenChange struct {
	ID        jsontext.Value `json:"id"` // of what is removed
	Parent    jsontext.Value `json:"parentId"`
	Wireframe *wireframe     `json:"wireframe"`
}

func screenChanges(raw []screenChange) (list []ScreenChange) {
	for _, c := range raw {
		if c.Wireframe != nil {
			list = append(list, ScreenChange{ParentID: boxID(c.Parent), Wireframe: &wireframes([]wireframe{*c.Wireframe})[0]})
		}
	}
	return list
}

func wireframes(raw []wireframe) (list []Wireframe) {
	for _, w := range raw {
		box := Wireframe{ID: boxID(w.ID), Held: shownText(w.Value) != "", Children: wireframes(w.Children)}
		for _, value := range []jsontext.Value{w.Label, w.Text, w.Value} {
			if text := shownText(value); text != "" {
				box.Texts = append(box.Texts, text)
			}
		}
		list = append(list, box)
	}
	return list
}

// shownText is the text of a string or a number, without space around it.
func shownText(raw jsontext.Value) string {
	switch raw.Kind() {
	case '"':
		text, _ := jsontext.AppendUnquote(nil, raw)
		return strings.TrimSpace(string(text))
	case '0':
		return string(raw)
	}
	return ""
}

// boxID is a whole number of up to 64 bits: iOS has addresses and hashes.
func boxID(raw jsontext.Value) int64 {
	id, _ := strconv.ParseInt(string(raw), 10, 64)
	return id
}
