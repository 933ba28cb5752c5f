package detect

import "testing"

func TestIP(t *testing.T) {
	check(t, IP, "", []sample{
		{text: "from 81.2.69.142", want: Low, value: "81.2.69.142"},
		{text: "81.2.69.142:8080", want: Low, value: "81.2.69.142"},
		{text: "10.1.2.3"},
		{text: "127.0.0.1"},
		{text: "192.168.1.7"},
		{text: "203.0.113.7"},
		{text: "224.0.0.1"},
		{text: "0.12.3.4"},
		{text: "1.2.3.4.5"},
		{text: "300.2.69.142"},
		{text: "v1.2.3.4"},
		{text: "08.2.69.142"},
	})
}
