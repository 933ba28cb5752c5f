package minihog

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// query is what minihog understands of PostHog's RecordingsQuery
// (frontend/src/queries/schema/schema-general.ts).
type query struct {
	sessions      []string
	distinct      []string
	after, before time.Time
	limit, offset int
	ascending     bool
}

// list answers recordings by id, person and time, the newest first. Like
// PostHog it refuses a parameter it does not know, and it looks no further back
// than three days unless date_from says so, even for explicit ids.
func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	q, err := parseQuery(r.URL.Query(), s.o.Clock())
	if err != nil {
		badRequest(err.Error()).write(w)
		return
	}
	var rows []map[string]any
	for _, id := range s.Sessions() {
		if len(q.sessions) > 0 && !slices.Contains(q.sessions, id) {
			continue
		}
		if g := s.look(id, false); g != nil && g.deleted.IsZero() && q.takes(g) {
			rows = append(rows, s.metadata(g))
		}
	}
	if !q.ascending {
		slices.Reverse(rows)
	}
	rows = rows[min(q.offset, len(rows)):]
	page := rows[:min(q.limit, len(rows))]
	writeJSON(w, http.StatusOK, map[string]any{
		"results": append([]map[string]any{}, page...), "has_next": len(page) < len(rows), "version": 4,
	})
}

func (q query) takes(g *glimpse) bool {
	if len(q.distinct) > 0 && !slices.Contains(q.distinct, g.distinct) {
		return false
	}
	return !g.facts.start.Before(q.after) && (q.before.IsZero() || !g.facts.start.After(q.before))
}

func parseQuery(values url.Values, now time.Time) (query, error) {
	q := query{limit: 50, after: now.AddDate(0, 0, -3)}
	for name, all := range values {
		if err := q.set(name, all[len(all)-1], now); err != nil {
			return q, fmt.Errorf("%s: %w", name, err)
		}
	}
	return q, nil
}

func (q *query) set(name, value string, now time.Time) (err error) {
	switch name {
	case "session_ids":
		err = json.Unmarshal([]byte(value), &q.sessions)
	case "distinct_ids":
		err = json.Unmarshal([]byte(value), &q.distinct)
	case "date_from":
		q.after, err = parseDate(value, now)
	case "date_to":
		q.before, err = parseDate(value, now)
	case "limit":
		q.limit, err = parseCount(value)
	case "offset":
		q.offset, err = parseCount(value)
	case "order_direction":
		q.ascending = value == "ASC"
	case "order":
		if value != "start_time" {
			err = errors.New("minihog orders by start_time only")
		}
	case "version", "hogql_filtering", "as_query": // dropped by PostHog, too
	default:
		err = errors.New("extra inputs are not permitted")
	}
	return err
}

func parseCount(value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("not a count: %q", value)
	}
	return n, nil
}

var relative = regexp.MustCompile(`^-(\d{1,5})([hdwmy])$`)

// parseDate reads PostHog's relative dates (-3d), "all", and ISO times; the
// zero time for none.
func parseDate(value string, now time.Time) (time.Time, error) {
	if value == "all" || value == "" {
		return time.Time{}, nil
	}
	if m := relative.FindStringSubmatch(value); m != nil {
		n, _ := strconv.Atoi(m[1])
		return ago(now, n, m[2]), nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, value); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("not a date: %q", value)
}

// ago goes back n hours, days, weeks, months or years.
func ago(now time.Time, n int, unit string) time.Time {
	switch unit {
	case "h":
		return now.Add(-time.Duration(n) * time.Hour)
	case "w":
		return now.AddDate(0, 0, -7*n)
	case "m":
		return now.AddDate(0, -n, 0)
	case "y":
		return now.AddDate(-n, 0, 0)
	}
	return now.AddDate(0, 0, -n)
}
