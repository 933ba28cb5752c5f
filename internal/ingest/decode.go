package ingest

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// Decode decodes a request to one of PostHog's ingestion paths, by its headers,
// its query and its body as received. The errors wrap the sentinels of this
// package. When single events are not acceptable (ErrNoSession and the like) the
// request is returned beside the error, with all that it holds.
func Decode(h http.Header, query url.Values, body []byte) (*Request, error) {
	return decode(h, query, body, standard)
}

func decode(h http.Header, query url.Values, body []byte, l limits) (*Request, error) {
	plain, err := l.plainBody(h, query, body)
	if err != nil {
		return nil, fmt.Errorf("decode request: %w", err)
	}
	req, err := parse(plain)
	if err != nil {
		return nil, fmt.Errorf("decode request: %w", err)
	}
	if err := req.check(); err != nil {
		return req, fmt.Errorf("decode request: %w", err)
	}
	return req, nil
}

// check says what PostHog would refuse.
func (r *Request) check() error {
	var errs []error
	for i := range r.Events {
		if r.Events[i].Name != SnapshotName {
			continue
		}
		if err := r.Events[i].checkSnapshot(); err != nil {
			errs = append(errs, fmt.Errorf("event %d: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

func (e *CaptureEvent) checkSnapshot() error {
	switch {
	case e.SessionID == "":
		return ErrNoSession
	case !validSession(e.SessionID):
		return ErrBadSession
	case e.DistinctID == "":
		return ErrNoDistinctID
	case len(e.Snapshots) == 0:
		return ErrNoSnapshots
	}
	return nil
}

// validSession applies the rule of the capture server.
func validSession(id string) bool {
	for _, r := range id {
		switch {
		case r == '-', r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		default:
			return false
		}
	}
	return len(id) <= 70
}
