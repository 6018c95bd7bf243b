# Everything a person does with the repository. `make demo` is the first one to try; `make test` proves the rest.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup demo run test check bench pins clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/make \1	\2/p' Makefile | expand -t 18

setup: $(READY)  ## make .venv with everything in it

$(READY): requirements/setup.txt requirements/all.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Helium bot needs Python 3.11 or newer; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements/all.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -c 'from knowledge.minilm import MiniLM; MiniLM().embed_question("ready")'
	@touch $(READY)

demo: setup  ## the bot, a stand-in for Telegram and a chat page on 127.0.0.1; needs no key, token or server
	@$(BIN)/helium-bot demo

run: setup  ## the real bot; needs HELIUM_TELEGRAM_TOKEN
	@$(BIN)/helium-bot run

test: setup  ## every test, offline
	$(BIN)/python -m pytest

check: setup  ## style, types and the directions between rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: setup  ## speed, printed as a table
	@$(BIN)/python -m tests.benchmarks

pins: setup  ## compile requirements/ anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --all-extras --group dev pyproject.toml -o requirements/all.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --all-extras pyproject.toml -o requirements/runtime.txt
	echo uv | $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
		--no-annotate - -o requirements/setup.txt

clean:  ## remove the environment and caches (never data/)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
