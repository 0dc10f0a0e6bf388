.PHONY: setup run test test-slow lint format eval bench bench-large train docs clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
JOBS ?= 2
READY := $(VENV)/.ready

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[semantic]' \
		|| echo "without the extra semantic: its tests are skipped"
	@touch $@

run: setup
	$(BIN)/rawi demo

test: setup
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "not slow"

test-slow: setup
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m slow

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: setup
	$(BIN)/python -m eval

bench: setup
	$(BIN)/python -m eval.bench

bench-large: setup
	$(BIN)/python -m eval.bench_large

train: setup
	$(BIN)/python -m training

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir var/site

clean:
	rm -rf $(VENV) var dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
