package rrweb

import (
	"fmt"
	"strings"
	"testing"
)

// bigPage is a full snapshot of a page with about n bytes, as plain JSON.
func bigPage(n int) string {
	var b strings.Builder
	b.WriteString(`{"node":{"type":0,"childNodes":[{"type":2,"tagName":"html","attributes":{},"childNodes":[`)
	for i := 2; b.Len() < n; i += 2 {
		if i > 2 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":2,"tagName":"div","attributes":{"class":"flex items-center px-4 py-2","id":"el-%d","data-testid":"row-%d"},"childNodes":[{"type":3,"textContent":"A text of an ordinary length in row %d\n","id":%d}],"id":%d}`, i, i, i, i+1, i)
	}
	b.WriteString(`],"id":1}],"id":1}}`)
	return b.String()
}

func BenchmarkDecode(b *testing.B) {
	page := bigPage(4 << 20)
	for name, data := range map[string]string{"plain": page, "packed": gz(page)} {
		b.Run(name, func(b *testing.B) {
			raw := []byte(`{"type":2,"data":` + data + `,"timestamp":1}`)
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				if ev, err := Decode(raw); err != nil || len(ev.Unscanned) > 0 {
					b.Fatal(err, ev.Unscanned)
				}
			}
		})
	}
}

func BenchmarkDecodeAndStrings(b *testing.B) {
	raw := []byte(`{"type":2,"data":` + bigPage(4<<20) + `,"timestamp":1}`)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		ev, err := Decode(raw)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		ev.Strings(func(t *Text) { n += len(t.Value) })
	}
}

// BenchmarkDecodeSmall is many small packed events, as most of a recording is.
func BenchmarkDecodeSmall(b *testing.B) {
	raw := []byte(corpus()["mutation packed"])
	d := Decoder{}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Decode(raw); err != nil {
			b.Fatal(err)
		}
	}
}
