# maskproof: "make" lists the targets. Each does the set-up it needs.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build cross release-check docs test e2e demo corpus corpus-table versions bench fuzz soak lint vuln

FUZZTIME ?= 20s
comma := ,
ROUNDS ?= 200
GORELEASER := github.com/goreleaser/goreleaser/v2@v2.15.1
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

help: # list the targets
	@echo 'usage: make TARGET'
	@awk -F ':|# ' '/^[a-z0-9-]+:.*# / {printf "  %-12s %s\n", $$1, $$NF}' $(MAKEFILE_LIST)

setup: # install Chromium and Tesseract where none is found, fetch posthog-js into the cache
	@.ci/programs
	@go run ./cmd/maskproof minihog --fetch-only

build: # build bin/maskproof
	go build -o bin/maskproof ./cmd/maskproof

cross: # build for each system that a release is for, and keep nothing
	@for target in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do \
		echo "build for $$target"; \
		CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} go build -trimpath -o /dev/null ./cmd/maskproof; \
	done

release-check: # build a release into dist/ without publishing it (syft makes its lists of parts)
	go run $(GORELEASER) check
	go run $(GORELEASER) release --snapshot --clean --skip=publish$(if $(shell command -v syft),,$(comma)sbom)

docs: setup # make the pictures of README.md anew, from a run of the demo
	go run ./cmd/maskproof-pictures .github

test: setup lint # check the code and run every test, those with Chrome too
	go test -p 1 -timeout 20m ./... # one package at a time: those with Chrome need all there is

e2e: setup # run only the tests that drive Chrome
	go test -count=1 ./internal/browser ./internal/scenario ./internal/corpus ./internal/cli

demo: setup build # walk the leaky and the masked demo shop and show both verdicts
	bin/maskproof demo

corpus: setup # record the pages of the corpus of leak channels again (ONLY="typing toast" for some)
	go run ./cmd/maskproof-corpus $(ONLY)

corpus-table: # print as Markdown what the scanner finds in the corpus
	@go test -count=1 -run '^TestCorpus$$' -v ./internal/scan | sed -n 's/^ *|/|/p; s/^--- //p'

bench: setup # measure the scanner against decoding alone, and flows against bare chromedp
	go test -run '^$$' -bench . -benchmem ./internal/rrweb ./internal/recording ./internal/scan ./internal/cli ./internal/browser ./internal/scenario

fuzz: # fuzz each target for FUZZTIME (20s)
	@grep -roE '^func Fuzz\w+' --include='*_test.go' internal | while IFS=: read -r file func; do \
		echo "== $$(dirname $$file) $${func#func }"; \
		go test -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) "./$$(dirname $$file)" </dev/null; \
	done

versions: setup # record with older versions of posthog-js, from npm
	go test -count=1 -tags versions -run '^TestVersions$$' -v ./internal/browser

soak: setup # walk the demo flows ROUNDS times (200) in one Chrome; fail on a wrong verdict or on growth
	MASKPROOF_SOAK=$(ROUNDS) go test -count=1 -tags soak -timeout 0 -run '^TestSoak$$' -v ./internal/scenario

lint: # gofmt, go vet, staticcheck, go.mod in order, known vulnerabilities
	@unformatted=$$(gofmt -l cmd flows internal scenarios); \
		[ -z "$$unformatted" ] || { echo "not formatted by gofmt:" $$unformatted; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go mod tidy -diff
	@$(MAKE) --no-print-directory vuln

vuln: # look the dependencies up among known vulnerabilities, where the list can be reached
	@if curl -fsSL --max-time 5 -o /dev/null https://vuln.go.dev/index/db.json 2>/dev/null; then \
		go run $(GOVULNCHECK) ./...; \
	else \
		echo 'govulncheck: not run, its list of vulnerabilities cannot be reached from here'; \
	fi
