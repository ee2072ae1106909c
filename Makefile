# Everything one does with this house. `make demo` and `make test` are all a newcomer needs.
SHELL := /bin/sh
PY := .venv/bin/python
export PYTHONPATH := src:.
# compiled code is kept, in a place of our own: half of every start is compiling
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/bytecode
unexport PYTHONDONTWRITEBYTECODE
check words: export DJANGO_SETTINGS_MODULE := tests.settings

.PHONY: help demo test check bench attack format words lock clean

help:
	@echo "make demo    try everything in a made-up school"
	@echo "make test    all that must hold, in a real database and a real browser"
	@echo "make check   the quick part: style, types, contracts, words, migrations, house tests"
	@echo "make bench   what it costs, beside a floor that does the same work"
	@echo "make attack  the long search for holes"
	@echo "make format  put the code in one layout"
	@echo "make words   collect new sentences into the catalogues"
	@echo "make lock    renew the locked requirements"

.venv/base: requirements/base.txt requirements/uv.txt pyproject.toml scripts/environment.sh
	@sh scripts/environment.sh base

.venv/dev: requirements/dev.txt requirements/uv.txt pyproject.toml scripts/environment.sh
	@sh scripts/environment.sh dev

demo: .venv/base
	@exec .venv/bin/deelgenoot demo

test: .venv/dev check
	@sh scripts/browser.sh
	@$(PY) -m pytest -n 3 --dist loadgroup --ignore tests/house

check: .venv/dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m deelgenoot.ui.catalogue compile
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m deelgenoot.ui.catalogue check
	@$(PY) -m pytest -n 2 --dist loadgroup tests/house

bench: .venv/dev
	@$(PY) -m bench
	@$(PY) -m bench.bring_in

attack: .venv/dev
	@ATTACK=1 WORLDS=10000 $(PY) -m pytest tests/attack tests/test_two_lines_agree.py -n 2

format: .venv/dev
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

words: .venv/dev
	@$(PY) -m deelgenoot.ui.catalogue extract
	@$(PY) -m deelgenoot.ui.catalogue update

lock: .venv/dev
	@for name in base dev uv; do .venv/bin/uv pip compile -q --generate-hashes --no-header \
	  --no-emit-index-url --universal --python-version 3.11 --upgrade \
	  requirements/$$name.in -o requirements/$$name.txt; done

clean:
	@for sign in var/*/where-the-data-is.txt; do \
	  if [ -f "$$sign" ]; then rm -rf "$$(cat "$$sign")"; fi; done
	@rm -rf .venv var
