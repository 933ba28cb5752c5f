package minihog

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// maxRange is the widest end minus start that PostHog lets a personal key ask
// for in one data call.
const maxRange = 20

// snapshots answers the two questions of PostHog's snapshots endpoint: without
// source the list of blocks, with it their data
// (posthog/session_recordings/session_recording_api.py at 004ffdf6).
func (s *Server) snapshots(w http.ResponseWriter, r *http.Request) {
	source, asked := r.URL.Query()["source"]
	g := s.look(r.PathValue("session"), !asked)
	if g == nil {
		notFound("Recording not found").write(w)
		return
	}
	if !g.deleted.IsZero() {
		writeJSON(w, http.StatusGone, map[string]any{
			"error": "recording_deleted", "message": "This recording has been deleted",
			"deleted_at": g.deleted.Unix(), "deleted_by": "minihog",
		})
		return
	}
	switch {
	case !asked:
		s.sources(w, g)
	case source[0] == "blob_v2":
		s.blobs(w, r, g)
	default:
		badRequest(fmt.Sprintf("%q is not a valid choice.", source[0])).write(w)
	}
}

func (s *Server) sources(w http.ResponseWriter, g *glimpse) {
	list := []map[string]any{}
	if !s.weather.hit(func(f *Faults) *int { return &f.EmptySources }) {
		for i, b := range g.blocks {
			list = append(list, map[string]any{
				"source": "blob_v2", "blob_key": strconv.Itoa(i),
				"start_timestamp": b.start.Format(timeForm), "end_timestamp": b.end.Format(timeForm),
			})
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"sources": list})
}

// blobs answers a range of blocks, decompressed by default. Missing blocks are
// left out of the 200 without a word: that is the trap this fault is for.
func (s *Server) blobs(w http.ResponseWriter, r *http.Request, g *glimpse) {
	from, to, no := blobRange(r, len(g.blocks))
	if no != nil {
		no.write(w)
		return
	}
	plain := r.URL.Query().Get("decompress") != "false"
	parts := s.parts(g.blocks, from, to, plain)
	if len(parts) == 0 {
		refused{http.StatusBadGateway, "server_error", "recording_blocks_unavailable", "Recording blocks are temporarily unavailable."}.write(w)
		return
	}
	if plain {
		s.deliver(w, "application/jsonl", bytes.Join(parts, []byte{'\n'}))
		return
	}
	s.deliver(w, "application/octet-stream", bytes.Join(parts, nil))
}

// parts are the blocks of a range as they travel, without the missing ones.
func (s *Server) parts(blocks []block, from, to int, plain bool) [][]byte {
	missing := s.missing()
	var out [][]byte
	for i := from; i <= to; i++ {
		switch {
		case slices.Contains(missing, i):
		case plain:
			out = append(out, bytes.TrimSuffix(blocks[i].lines(), []byte{'\n'}))
		default:
			out = append(out, frame(blocks[i].packed))
		}
	}
	return out
}

// missing are the blocks that this data call leaves out.
func (s *Server) missing() []int {
	blocks := s.weather.now().MissingBlocks
	if len(blocks) == 0 || !s.weather.hit(func(f *Faults) *int { return &f.MissingReads }) {
		return nil
	}
	return blocks
}

// frame is a block as it travels undecompressed: a 4-byte big-endian length and
// the snappy bytes.
func frame(packed []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(packed))), packed...)
}

// blobRange reads the two keys and checks them as PostHog does.
func blobRange(r *http.Request, blocks int) (from, to int, no *refused) {
	first, last := r.URL.Query().Get("start_blob_key"), r.URL.Query().Get("end_blob_key")
	bad := func(e refused) (int, int, *refused) { return 0, 0, &e }
	if first == "" || last == "" {
		return bad(badRequest("Must provide both start blob key and end blob key"))
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	switch {
	case err1 != nil || err2 != nil:
		return bad(badRequest("Blob keys must be integers"))
	case from < 0 || to < from:
		return bad(badRequest("End blob key must not be before start blob key"))
	case to-from > maxRange:
		return bad(badRequest("Cannot request more than 20 blob keys at once"))
	case to >= blocks:
		return bad(notFound("Block index out of range"))
	}
	return from, to, nil
}

// deliver writes data, unless the weather cuts it.
func (s *Server) deliver(w http.ResponseWriter, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", "inline")
	h.Set("Cache-Control", "max-age=3600")
	if s.weather.hit(func(f *Faults) *int { return &f.ShortBodies }) {
		body = body[:len(body)/2]
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if s.weather.hit(func(f *Faults) *int { return &f.CutBodies }) {
		body = body[:len(body)/2] // fewer than announced: net/http breaks the connection
	}
	_, _ = w.Write(body)
}
