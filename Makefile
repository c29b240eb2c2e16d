# Two commands: `make run` and `make test`. The rest is their parts. `make help` lists them.

# One target directory for all clones of this user, so that nothing is compiled twice.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/nuanxin/target
SITE := target/site
DATA_DIR ?= data
LISTEN ?= 127.0.0.1:3000
# Where the corpora of pictures lie, once they were asked for.
CORPORA ?= $(HOME)/.cache/nuanxin/corpora
NPM := npm --prefix end2end
BUILD := cargo build --locked --workspace

.PHONY: help run test lint unit end2end bench bench-match bench-pictures corpora site build install install-test install-bench

help: ## this list
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install site ## builds everything and serves the demonstration at http://127.0.0.1:3000
	$(BUILD) --bin nuanxin
	DATA_DIR=$(DATA_DIR) LISTEN=$(LISTEN) DATABASE_URL=sqlite://$(DATA_DIR)/nuanxin.db \
	  $(CARGO_TARGET_DIR)/debug/nuanxin serve --demo

test: install install-test lint unit end2end ## installs what is missing, checks the lints, runs the tests on SQLite and PostgreSQL and the journeys in Chromium

install: ## the compiler's target for the browser bundle; nothing built from another clone
	@.make/install rust

install-test: ## PostgreSQL, Chromium and a Chinese font for the tests
	@.make/install test

lint:
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

unit: ## the tests of entity and server, on SQLite and PostgreSQL
	cargo test --locked --workspace

install-bench: ## what the benchmark compares with
	@.make/install bench

site: install ## the browser bundle, in target/site
	cargo build --locked -p app --lib --no-default-features --features hydrate --target wasm32-unknown-unknown --profile browser
	$(BUILD) --bin bundle
	$(CARGO_TARGET_DIR)/debug/bundle $(CARGO_TARGET_DIR)/wasm32-unknown-unknown/browser/app.wasm $(SITE)

end2end: install install-test site ## the journeys in Chromium, with and without JavaScript
	# The program that the tests have built: built alone, some crates would be compiled again with fewer features.
	cargo test --locked --workspace --no-run
	$(NPM) ci --no-audit --no-fund --loglevel=error
	NUANXIN=$(CARGO_TARGET_DIR)/debug/nuanxin $(NPM) test

bench: install install-test install-bench site ## sizes, speed and memory, printed with their ratios
	cargo bench --locked -p server --bench site
	$(NPM) ci --no-audit --no-fund --loglevel=error
	NUANXIN=$(CARGO_TARGET_DIR)/release/nuanxin $(NPM) run --silent lighthouse

corpora: ## the pictures that Pillow and libpng test decoders with, from Debian's sources (some 45 MB, once)
	@.make/install corpora $(CORPORA)

bench-pictures: site corpora ## every file of the corpora, and bombs, through the running site; speed and memory beside libvips
	@.make/install pictures
	CORPORA=$(CORPORA) cargo bench --locked -p server --bench pictures

bench-match: install ## matching from file to file: four sizes, six profiles, with the proven gap
	cargo bench --locked -p server --bench matching
