# Everything but Python 3.11 (or newer) and make comes into .venv, by itself.
# Only relative paths: the checkout may lie in a folder with spaces in its name.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
READY := .venv/.ready

# A command without its bytecode takes several times as long to start.
unexport PYTHONDONTWRITEBYTECODE
# The installation decides what is imported, not the caller's path.
unexport PYTHONPATH
unexport PYTHONHOME

.DEFAULT_GOAL := help

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(READY) ## Show a little job search, from the first application to a withdrawal
	@$(BIN)/bowout demo

.PHONY: setup
setup: $(READY) ## Install bowout and its tools into .venv
	@echo "Ready: $(BIN)/bowout --help"

$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&- || \
	  { echo >&2 'bowout needs Python 3.11 or newer; name one, as in: make PYTHON=python3.12 demo'; exit 1; }
	@echo 'Setting up .venv, once; this takes a minute.' >&2
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --compile --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

.PHONY: test
test: $(READY) ## Run the tests; ARGS='-k letters' picks some
	@$(BIN)/python -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile $(ARGS)

.PHONY: check
check: lint format-check types layers schema docs-check ## Run every other check: style, types, layers, schema, documents

.PHONY: lint
lint: $(READY)
	@$(BIN)/ruff check

.PHONY: format-check
format-check: $(READY)
	@$(BIN)/ruff format --check

.PHONY: types
types: $(READY)
	@$(BIN)/mypy

.PHONY: layers
layers: $(READY)
	@$(BIN)/lint-imports

# The models, the migrations and the script that makes a new database agree.
.PHONY: schema
schema: $(READY)
	@mkdir -p build && rm -f build/head.db* && : > build/head.db
	@BOWOUT_DB=build/head.db $(BIN)/alembic upgrade head
	@BOWOUT_DB=build/head.db $(BIN)/alembic check
	@$(BIN)/python tools/schema_sql.py --check

.PHONY: docs-check
docs-check: $(READY)
	@$(BIN)/python tools/commands.py --check
	@$(BIN)/python tools/sessions.py
	@$(BIN)/python tools/links.py

.PHONY: fix
fix: $(READY) ## Mend what ruff can mend, and format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: docs
docs: $(READY) ## Write docs/commands.md and the sessions in the documents anew
	@$(BIN)/python tools/commands.py
	@$(BIN)/python tools/sessions.py --update

.PHONY: screenshots
screenshots: $(READY) ## Take the pictures of docs/report.md anew; needs Chromium
	@$(BIN)/python tools/screenshots.py

.PHONY: matrix
matrix: $(READY) ## Write and check every combination of letter, millions; takes hours
	@BOWOUT_MATRIX=whole $(BIN)/python -m pytest --numprocesses=logical -k 'every_combination or every_one_names or no_fault_in_any or no_follow_up' tests/letters

.PHONY: torture
torture: $(READY) ## Kill, fill and crowd it for long: some 20 minutes; BOWOUT_SEED=8 takes other ways
	@BOWOUT_TORTURE=yes BOWOUT_KILLS=$${BOWOUT_KILLS:-1000} $(BIN)/python -m pytest -q -o faulthandler_timeout=3600 tests/promises

.PHONY: bench
bench: $(READY) ## Measure how fast commands start, as ratios; ARGS='--rounds 30' for calmer numbers
	@$(BIN)/python -m tools.bench $(ARGS)

# Pinned, so that two runs compare the same; asked for here alone.
.PHONY: bench-peers
bench-peers: $(READY) ## Measure `list` beside other programs that keep lists, installed into build/peers
	@test -x build/peers/bin/todo || { "$(PYTHON)" -m venv build/peers && \
	  build/peers/bin/python -m pip install --quiet --compile td-watson==2.1.0 jrnl==4.6 buku==5.1 todoman==4.7.0; }
	@$(BIN)/python -m tools.bench --only list --peers build/peers/bin $(ARGS)

.PHONY: bench-scale
bench-scale: $(READY) ## Measure what grows with a search; ARGS='--sizes 1000,1000000' for the largest
	@$(BIN)/python -m tools.bench_scale $(ARGS)

.PHONY: profile
profile: $(READY) ## Show where a command's time goes: make profile COMMAND='list --open'
	@$(BIN)/python tools/profile_command.py $(COMMAND)

# Neither is in the lock nor in .venv: they are needed here alone.
.PHONY: fuzz
fuzz: $(READY) ## Feed the parsers what nobody would write, 10 minutes each; SECONDS=60 for less
	@test -x build/fuzz/.ready || { "$(PYTHON)" -m venv build/fuzz && \
	  build/fuzz/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock && \
	  build/fuzz/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . && \
	  build/fuzz/bin/python -m pip install -qq --disable-pip-version-check atheris && touch build/fuzz/.ready && chmod +x build/fuzz/.ready; }
	@for target in mail invitation table; do build/fuzz/bin/python tools/fuzz.py $$target $(or $(SECONDS),600) || exit 1; done

.PHONY: audit
audit: ## Look the locked dependencies up among the known weaknesses
	@mkdir -p build
	@test -x build/audit/bin/pip-audit || { "$(PYTHON)" -m venv build/audit && build/audit/bin/python -m pip install --quiet pip-audit; }
	@build/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

# uv is needed here alone, so it is neither in the lock nor in .venv.
.PHONY: lock
lock: ## Renew requirements.lock to the newest versions that pyproject.toml admits
	@mkdir -p build
	@test -x build/uv/bin/uv || { "$(PYTHON)" -m venv build/uv && build/uv/bin/python -m pip install --quiet uv; }
	@build/uv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	  --extra postgresql --group dev --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' --output-file requirements.lock

.PHONY: clean
clean: ## Remove what was made, .venv included
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests tools migrations -name __pycache__ -type d -prune -exec rm -rf {} +
