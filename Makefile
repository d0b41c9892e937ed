# Every target sets up what it needs; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench lock screenshots contact-sheet

PYTHON := .venv/bin/python

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make the environment in .venv from the hashed lock
	@bin/setup

setup-dev:
	@bin/setup dev

run: setup ## run Linli: admin, public site, search and worker (PORT=8000, DATA_DIR=data)
	@$(PYTHON) manage.py run

test: setup-dev ## run all tests (a part: make test TESTS=tests/unit/search)
	@bin/test $(TESTS)

lint: setup-dev ## check style, format, layers, types and templates
	@bin/lint

bench: setup-dev ## run the measurements (one of them: make bench BENCH=search)
	@bin/bench $(BENCH)

lock: setup-dev ## make the hashed locks from the .in files
	@bin/lock

screenshots: setup-dev ## take the README's pictures from a fresh demonstration
	@$(PYTHON) bin/screenshots

contact-sheet: setup-dev ## take pictures of every public template, in both languages and all looks (PAGE=home)
	@$(PYTHON) bin/contact_sheet contact-sheet $(PAGE)
