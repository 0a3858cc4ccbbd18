# Every target sets itself up: on a bare Debian 12, python3 (3.11 or newer), make and git are enough.

PYTHON ?= python3
WORKERS ?= 2
OUT ?= demo-output
PY := .venv/bin/python
QUIET_QT := QT_QPA_PLATFORM=offscreen

.PHONY: help run demo test check bench nightly fix translations lock ready ready-to-run

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ready-to-run  ## Open the window; with no display, run the demo instead
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so this is the demo: the same program, without a window."; \
		$(PY) -m trainer demo --out $(OUT); \
	else $(PY) -m trainer; fi

demo: ready-to-run  ## Run the whole main job with no display; the results are in demo-output (or OUT=folder)
	@$(PY) -m trainer demo --out $(OUT)

test: check  ## Run the gates, then every test
	@$(QUIET_QT) $(PY) -m pytest -n $(WORKERS) --dist loadfile

check: ready  ## Run the gates alone: style, types, imports, texts, sizes
	@$(PY) -m tools.check

bench: ready  ## Measure every promise of speed
	@$(QUIET_QT) $(PY) -m benchmarks

nightly: ready  ## Run every test with the long fault and property profiles
	@$(QUIET_QT) $(PY) -m pytest -n $(WORKERS) --dist worksteal --nightly

fix: ready  ## Mend what a tool can mend: style, catalogues, file map
	@$(PY) -m ruff check --quiet --fix-only && $(PY) -m ruff format --quiet
	@$(PY) -m tools.catalogue && $(PY) -m tools.file_map --write && $(PY) -m tools.policy_schema

translations: ready  ## Bring the catalogues up to the texts in the code
	@$(PY) -m tools.catalogue

lock: ready  ## Lock the newest dependencies that pyproject.toml allows
	@$(PY) -m tools.lock

ready:
	@$(PYTHON) -m tools.setup work

ready-to-run:
	@$(PYTHON) -m tools.setup run
