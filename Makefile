# Help is made from the lines marked ##. Every path is relative: a space in the folder's name does no harm.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
LOCK   := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help report test browser lab check lint bench refresh lock clean

help: ## Say what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

report: $(VENV)/runtime ## Run all notebooks and write output/index.html
	@$(RUN) -m analysis report

test: $(VENV)/dev ## Run all tests, nbval on every notebook among them
	@$(RUN) -m pytest -n 2 -q

browser: $(VENV)/dev ## Run the tests that drive JupyterLab in Chromium
	@$(RUN) -m pytest -q -m browser tests

lab: $(VENV)/runtime ## Open the notebooks in JupyterLab, the answer first
	@$(RUN) -m jupyter lab $$([ "$$(id -u)" = 0 ] && echo --allow-root) --ServerApp.root_dir=. --LabApp.news_url=None \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.default_url=/lab/tree/notebooks/00_brief.ipynb

check: $(VENV)/runtime ## Check the ledger in data/
	@$(RUN) -m analysis check

lint: $(VENV)/dev ## Check the style of code and notebooks, and the types of the ledger's public functions
	@$(RUN) -m ruff check -q .
	@$(RUN) -m ruff format -q --check .
	@$(RUN) -m mypy

bench: $(VENV)/dev ## Measure report, sweep and scenario against peers, the site, how finder and checks grow, and what check misses
	@$(RUN) benchmarks/report.py
	@$(RUN) benchmarks/sweep.py
	@$(RUN) benchmarks/scenario.py
	@$(RUN) benchmarks/finder.py
	@$(RUN) benchmarks/robustness.py
	@$(RUN) benchmarks/sections.py
	@$(RUN) benchmarks/site.py
	@$(RUN) benchmarks/growth.py
	@$(RUN) benchmarks/packages.py
	@$(RUN) benchmarks/mutants.py

refresh: $(VENV)/dev ## Execute the committed notebooks and write them back, after a change of data or code
	@$(RUN) -m analysis refresh
	@$(RUN) tests/kept.py
	@$(RUN) -m ruff format -q .

lock: ## Lock the requirements anew (needs uv)
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean: ## Remove the virtual environment and all results
	rm -rf $(VENV) output runs sweeps audits

# The locks list every package with its hashes, so nothing is left to resolve.
INSTALL := $(RUN) -m pip install -q --disable-pip-version-check --no-deps --require-hashes
OURSELF := $(RUN) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: $(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/runtime: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing the locked requirements into $(VENV)/ (once; about a minute) ..."
	@$(INSTALL) -r requirements.txt
	@$(OURSELF)
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	@echo "Installing the tests' tools into $(VENV)/ (once) ..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
