# Every target works on a fresh clone: what it needs is set up first. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The npm package `node` is Node 24. npm itself runs on the machine's Node, because `npm ci` removes the package while it runs.
MACHINE_PATH := $(PATH)
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export REDOCLY_TELEMETRY := off
export REDOCLY_SUPPRESS_UPDATE_NOTICE := true

SETUP := node_modules/.package-lock.json
DREDD := contract-tests/dredd/node_modules/.package-lock.json
SPECMATIC := contract-tests/specmatic/node_modules/.package-lock.json
GENERATORS := contract-tests/generators/node_modules/.package-lock.json
COLLECTIONS := contract-tests/collections/node_modules/.package-lock.json
RUNTIMES := contract-tests/runtimes/node_modules/.package-lock.json
BUILD := dist/.built
CONNECTION := $(if $(BASE_URL),--base-url "$(BASE_URL)") $(if $(API_VERSION),--api-version "$(API_VERSION)")
CHROMIUM ?= $(firstword $(wildcard /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome) /usr/bin/chromium)
PHP ?= php
PYTHON ?= /usr/bin/python3
JAVA ?= $(or $(shell command -v java),/usr/bin/java)
AS_ROOT := $(if $(filter-out 0,$(shell id -u)),sudo)
# `prepare` builds for those who install from the git URL; here the build has a rule of its own.
NPM_CI := PATH="$(MACHINE_PATH)" SKIP_PREPARE=1 npm ci --no-audit --no-fund --loglevel=error

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 18

$(SETUP): package.json package-lock.json .npmrc
	@echo 'Installing what the project needs'
	@$(NPM_CI)
	@touch $@

$(DREDD): contract-tests/dredd/package.json contract-tests/dredd/package-lock.json
	@echo 'Installing Dredd, which has a package of its own'
	@$(NPM_CI) --ignore-scripts --prefix contract-tests/dredd
	@touch $@

$(GENERATORS): contract-tests/generators/package.json contract-tests/generators/package-lock.json
	@echo 'Installing the code generators and TypeScript versions that consumers use, which have a package of their own'
	@$(NPM_CI) --ignore-scripts --prefix contract-tests/generators
	@touch $@

$(COLLECTIONS): contract-tests/collections/package.json contract-tests/collections/package-lock.json
	@echo 'Installing newman and Bruno (0.35 GB), which have a package of their own'
	@$(NPM_CI) --ignore-scripts --omit=optional --prefix contract-tests/collections
	@touch $@

$(RUNTIMES): contract-tests/runtimes/package.json contract-tests/runtimes/package-lock.json
	@echo 'Installing Node 22 and 26, Deno and Bun (0.8 GB), which have a package of their own'
	@$(NPM_CI) --prefix contract-tests/runtimes
	@touch $@

$(SPECMATIC): contract-tests/specmatic/package.json contract-tests/specmatic/package-lock.json
	@echo 'Installing Specmatic, which has a package of its own'
	@$(NPM_CI) --ignore-scripts --prefix contract-tests/specmatic
	@touch $@

$(BUILD): $(SETUP) tsconfig.json tsconfig.build.json $(shell find src generated/types -type f 2>/dev/null)
	@npm run --silent build
	@touch $@

.PHONY: setup
setup: $(SETUP) $(DREDD) $(BUILD) ## Install what the project needs and build it (the other targets do this themselves)

.PHONY: demo
demo: setup ## Check the contract against a running emulator, then upload a picture and read it back
	@node src/tools/demo.ts

.PHONY: test
test: setup $(GENERATORS) $(COLLECTIONS) $(RUNTIMES) ## Run every test that needs no browser
	@npm run --silent test

$(CHROMIUM):
	@command -v apt-get >/dev/null && [ "$@" = /usr/bin/chromium ] || \
	  { echo 'No browser at $@: install Chromium, and set CHROMIUM=… to its path.' >&2; exit 1; }
	@echo 'Installing Chromium'
	@$(AS_ROOT) apt-get update -qq
	@$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium >/dev/null

# The samples of the API reference run in PHP and Python as well.
.PHONY: languages
languages:
	@{ $(PHP) -r 'exit(extension_loaded("curl") ? 0 : 1);' && $(PYTHON) -c 'import requests'; } 2>/dev/null || \
	  { command -v apt-get >/dev/null || { echo 'There is no PHP with curl, or no Python with requests: install them, and say PHP=… and PYTHON=… where they are.' >&2; exit 1; }; \
	    echo 'Installing PHP and requests for Python'; $(AS_ROOT) apt-get update -qq; \
	    $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends php-cli php-curl python3-requests >/dev/null; }

.PHONY: test-browser
test-browser: $(BUILD) $(CHROMIUM) languages ## Run the tests that need Debian's Chromium, PHP and Python, or CHROMIUM=… PHP=… PYTHON=…
	@CHROMIUM="$(CHROMIUM)" PHP="$(PHP)" PYTHON="$(PYTHON)" npm run --silent test:browser

.PHONY: runtimes
runtimes: $(BUILD) $(RUNTIMES) ## Run the client in Node 22, 24 and 26, Deno and Bun
	@node src/tools/runtimes.ts

$(JAVA):
	@command -v apt-get >/dev/null && [ "$@" = /usr/bin/java ] || \
	  { echo 'No Java at $@: install Java 17 or later, and set JAVA=… to its path.' >&2; exit 1; }
	@echo 'Installing Java'
	@$(AS_ROOT) apt-get update -qq
	@$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends default-jre-headless >/dev/null

.PHONY: specmatic
specmatic: $(SETUP) $(SPECMATIC) $(JAVA) ## Let Specmatic read and write through the emulator; needs Java: JAVA=…, or Debian's is installed
	@JAVA="$(JAVA)" vitest run --project specmatic

.PHONY: soak
soak: setup ## Run the long forms of the tests: random requests, changes, kills, verify, pull and push; and hostile cases, for SOAK_MINUTES=5 with SOAK_SEED=…
	@SOAK_REQUESTS=20000 SOAK_KILLS=200 npm run --silent test -- src/emulator/test/properties src/emulator/test/killed
	@node src/tools/verify-soak.ts
	@TRANSFER_KILLS=100 TRANSFER_JPEGS=1000 npm run --silent test -- contract-tests/transfer/kills contract-tests/transfer/sameness
	@node src/tools/soak/main.ts

.PHONY: generate
generate: $(SETUP) ## Rewrite generated/ from openapi/
	@npm run --silent generate

.PHONY: check-generated
check-generated: $(SETUP) ## Fail if generated/ is stale, naming the files
	@npm run --silent check-generated

.PHONY: api-report
api-report: $(BUILD) ## Rewrite generated/api-reports/, the public types of every entry of the package
	@npm run --silent api-report

.PHONY: check-api-report
check-api-report: $(BUILD) ## Fail if the public types changed and generated/api-reports/ does not say so
	@npm run --silent check-api-report

.PHONY: check-contract-version
check-contract-version: $(SETUP) ## Fail if a contract changed since the last release and its version does not say so
	@npm run --silent check-contract-version

.PHONY: lint
lint: $(SETUP) ## Lint and check the format of code and contract
	@npm run --silent lint

.PHONY: types
types: $(SETUP) ## Type-check everything
	@npm run --silent types

.PHONY: check-package
check-package: $(BUILD) ## Fail if publint or attw finds anything in the packed package
	@node src/tools/check-package/main.ts

.PHONY: check
check: lint check-generated check-contract-version types check-package check-api-report ## What CI checks before the tests: lint, stale generation, the contract's version, types, the package

.PHONY: format
format: $(SETUP) ## Format the code and fix what the linter can
	@npm run --silent format

.PHONY: docs
docs: $(SETUP) ## Build the API reference into dist/docs
	@npm run --silent docs

.PHONY: facts
facts: $(SETUP) ## Print which contract text, emulator part, check and test stands on each fact (FACT=ID: on one)
	@node src/tools/facts/main.ts $(FACT)

.PHONY: contract-test
contract-test: setup ## Check a server with Dredd and verify: BASE_URL=… (API_VERSION=v2.0), credentials from the environment; only reads
	@status=0; node src/tools/dredd.ts $(CONNECTION) || status=$$?; \
	node src/cli/main.ts verify $(CONNECTION) || status=$$?; exit $$status

.PHONY: mutants
mutants: setup ## Run every broken server past Dredd, Prism and verify, and write docs/kill-table.md (half an hour); MUTANT=ID: only try that one
	@node src/tools/kill-table.ts $(MUTANT)

.PHONY: check-tables
check-tables: $(SETUP) ## Update the tables of checks in docs/verify.md
	@node src/tools/check-table.ts

.PHONY: bench
bench: setup ## Measure speed and memory as ratios against a peer in the same run
	@npm run --silent bench

.PHONY: address
address: $(SETUP) ## Say where the repository is, once: REPOSITORY=https://github.com/you/bc-pictures
	@node src/tools/release/main.ts address "$(REPOSITORY)"
	@npm run --silent generate

.PHONY: release-version
release-version: generate ## Make a new version of what .changeset/ says; the workflow Release publishes it
	@node src/tools/release/main.ts version

.PHONY: clean
clean: ## Remove what was installed and built
	rm -rf node_modules contract-tests/dredd/node_modules contract-tests/generators/node_modules contract-tests/collections/node_modules contract-tests/specmatic/node_modules contract-tests/runtimes/node_modules dist
