# `make` alone lists what there is. Every command installs first what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FRESH := .venv-fresh
PIP_FLAGS := --quiet --quiet --disable-pip-version-check

# The question goes to the program through the environment, as typed: $(value) keeps make from
# reading a $ in it, and the shell sees only "$$Q".
override Q := $(value Q)
export Q

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install ask test check format constraints clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: $(STAMP) ## put everything into .venv (again only when something changed)

ask: $(STAMP) ## answer a question: make ask Q="who signs the compact?"
	@if [ -z "$$Q" ]; then echo 'Type a question: make ask Q="who signs the compact?"' >&2; exit 2; fi
	@$(BIN)/compactbot ask -- "$$Q"

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest -q -n 4 --dist loadfile

check: $(STAMP) ## look at form, style and types
	@$(BIN)/ruff format --check --quiet . || { echo "make format puts these files in form" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

format: $(STAMP) ## put the code in form
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

constraints: python-is-new-enough ## pin the newest versions that work together (torch stays)
	@echo "Installing the newest versions into $(FRESH); this takes a few minutes." >&2
	@rm -rf $(FRESH)
	@$(PYTHON) -m venv $(FRESH)
	@grep '^torch==' constraints.txt > $(FRESH)/held.txt
	@$(FRESH)/bin/pip install $(PIP_FLAGS) -c $(FRESH)/held.txt setuptools torch
	@$(FRESH)/bin/pip install $(PIP_FLAGS) -c $(FRESH)/held.txt --no-build-isolation '.[dev]'
	@{ grep '^#' constraints.txt; cat $(FRESH)/held.txt; \
	  $(FRESH)/bin/pip list --disable-pip-version-check --format=freeze --exclude pip --exclude compactbot \
	    | sed 's/+.*//' | grep -v '^torch=='; } > $(FRESH)/constraints.txt
	@mv $(FRESH)/constraints.txt constraints.txt
	@rm -rf $(FRESH) build
	@echo "constraints.txt is new. Try it: make check test" >&2

clean: ## delete what was made, but neither the index nor the database
	@rm -rf $(VENV) $(FRESH) build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find bot indexer tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

# The stamp is written last, so an install that was interrupted is done again.
$(STAMP): pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory python-is-new-enough
	@rm -f $(STAMP)
	@echo "Setting up compactbot in $(VENV); this takes a few minutes the first time." >&2
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install $(PIP_FLAGS) -c constraints.txt setuptools
	@$(BIN)/python -m pip install $(PIP_FLAGS) -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $(STAMP)
	@echo "compactbot is set up." >&2

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: python-is-new-enough
python-is-new-enough:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make install PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { \
	  echo "compactbot needs Python 3.11 or newer; $$($(PYTHON) -V) is too old. Name another: make install PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
