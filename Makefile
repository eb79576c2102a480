# Every command of a developer. Needs make and Python 3.11 or newer; the rest comes from the locks into .venv.
# POSIX make and shell: no GNU extensions.

PYTHON = python3
BIN = .venv/bin
GOLD = ../shared/gold
DATA = ../shared/data
SCORER = ../shared/score/score.py

.PHONY: help setup demo test quick lint types contracts budgets bench scores corpus lock clean

help:
	@echo "make demo       read the example reports, print who says what, write pages to look at"
	@echo "make test       all tests;  make quick: without the slow ones"
	@echo "make setup      the environment for developers, in .venv"
	@echo "make lint types contracts budgets bench scores corpus lock clean"

# What runs needs little; the tools of developers are installed only where they are asked for.
.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer: make PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/dev

demo: .venv/run
	$(BIN)/python tools/demo.py

test: .venv/dev
	$(BIN)/python -m pytest

quick: .venv/dev
	$(BIN)/python -m pytest -m "not slow"

lint: .venv/dev
	$(BIN)/ruff check .

types: .venv/dev
	$(BIN)/mypy

contracts: .venv/dev
	$(BIN)/lint-imports

budgets: .venv/dev
	$(BIN)/python tools/budgets.py

# Reading against the bare parse, start-up, memory.
bench: .venv/dev
	OMP_NUM_THREADS=1 $(BIN)/python bench/reading.py --check

# Quality against annotated dossiers, where these lie beside the repository; floors are only ever raised.
scores: .venv/run
	PATH="$$PWD/$(BIN):$$PATH" $(BIN)/python $(SCORER) $(GOLD) --run sayso --lenient --floors tests/floors.json

# 500 real reports: no crash, every span verified, every reading valid.
corpus: .venv/dev
	$(BIN)/python tools/read_corpus.py $(DATA)/fa_kes/train.jsonl $(DATA)/satp/train.jsonl $(DATA)/muc4/train.jsonl \
		$(DATA)/polnear/dev.jsonl --each 140

lock:
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --output-file requirements.lock \
		--universal --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" --quiet
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock \
		--universal --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" --quiet

clean:
	rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	rm -rf src/*.egg-info
