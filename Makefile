# Holdfast's commands: each installs what it lacks, asks nothing, and can be repeated at any time.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
STAMPS := build/stamps
NODE_MODULES := pwa/node_modules/.package-lock.json
BENCH_MODULES := tests/bench/node/node_modules/.package-lock.json
BUNDLE := static/app/manifest.json
BUNDLE_SOURCES := $(shell find pwa/src server/locales server/guides/facts server/guides/content server/guides/sheets -type f ! -name '*.test.ts' ! -name '*.test.tsx' 2>/dev/null) \
	$(wildcard pwa/*.mjs pwa/*.json pwa/building/*.mjs)
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
TEST_PACKAGES := $(RUN_PACKAGES) git qpdf chromium firefox-esr fonts-liberation libatomic1 postgresql redis-server unzip \
	webkit2gtk-driver gir1.2-webkit2-4.1 gir1.2-gtk-3.0 python3-gi xvfb xauth dbus

.PHONY: help run test check bench soak build types clean

help: ## Lists these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile
	@echo "  PORT, INSTANCE and the other settings are in README.md; PYTHON=… chooses the interpreter."

run: $(STAMPS)/system-run $(STAMPS)/app $(BUNDLE) ## Builds, migrates, makes keys, serves web and worker on http://localhost:8000
	@exec .venv/bin/holdfast serve

test: $(STAMPS)/system-test $(STAMPS)/dev $(BUNDLE) ## Runs every test, journeys in real browsers included
	@scripts/test.sh

check: $(STAMPS)/dev $(NODE_MODULES) ## Lints, types, import walls and audits, Python and TypeScript
	@scripts/check.sh

bench: $(STAMPS)/system-test $(STAMPS)/dev $(BUNDLE) $(BENCH_MODULES) ## Measures, prints a table, writes build/bench.json
	@.venv/bin/python -m tests.bench

soak: $(STAMPS)/system-test $(STAMPS)/dev $(BUNDLE) ## Long runs: load amid trouble, random schedules, kills; SOAK_MINUTES=… SCHEDULES=… KILL_ROUNDS=… SEED=…
	@scripts/soak.sh

build: $(BUNDLE) ## Builds the phone app into static/app

types: $(STAMPS)/dev $(NODE_MODULES) ## Writes the client's wire types from the server's schemas
	@.venv/bin/holdfast schema

clean: ## Removes what was built or installed here; keeps instance/
	rm -rf build static/app .venv pwa/node_modules pwa/build tests/bench/node/node_modules

$(STAMPS):
	@mkdir -p $@

$(STAMPS)/system-run: scripts/system_packages.sh | $(STAMPS)
	@PYTHON=$(PYTHON) scripts/system_packages.sh $(RUN_PACKAGES)
	@touch $@

$(STAMPS)/system-test: scripts/system_packages.sh | $(STAMPS)
	@PYTHON=$(PYTHON) scripts/system_packages.sh $(TEST_PACKAGES)
	@touch $@ $(STAMPS)/system-run

$(STAMPS)/app: requirements/app.lock pyproject.toml scripts/python_packages.sh | $(STAMPS)
	@PYTHON=$(PYTHON) scripts/python_packages.sh requirements/app.lock
	@touch $@

$(STAMPS)/dev: requirements/dev.lock pyproject.toml scripts/python_packages.sh | $(STAMPS)
	@PYTHON=$(PYTHON) scripts/python_packages.sh requirements/dev.lock
	@touch $@ $(STAMPS)/app

$(NODE_MODULES): pwa/package-lock.json pwa/package.json
	@scripts/node_packages.sh pwa
	@touch $@

$(BENCH_MODULES): tests/bench/node/package-lock.json tests/bench/node/package.json
	@scripts/node_packages.sh tests/bench/node
	@touch $@

$(BUNDLE): $(NODE_MODULES) $(BUNDLE_SOURCES)
	@echo "Building the phone app into static/app"
	@cd pwa && npm run --silent build
