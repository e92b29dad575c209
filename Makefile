# The two commands of the README, and what a contributor needs beside them. `make help` lists them.

PYTHON ?= python3
VENV   ?= .venv
export PYTHON

BIN     := $(VENV)/bin
PACKAGE := $(VENV)/.installed
TOOLS   := $(VENV)/.installed-dev
NODE    := js/node_modules/.installed
# Programs of others that the tests speak to. The proxy must not share an environment with what it is to be a stranger to.
LITELLM := .venv-litellm/.installed
CLIENT  := tests/third_parties/node/node_modules/.installed

.PHONY: help demo test torture lab check bundles benchmarks pictures clean system-demo system-test
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(PACKAGE)  ## set up, then compose, price and generate one clip without a browser
	@mkdir -p demo && cd demo && ../$(BIN)/sora-widgets demo

test: $(TOOLS) $(NODE) $(LITELLM) $(CLIENT)  ## set up, then run every test, the browser's included
	$(BIN)/python -m pytest

torture: $(TOOLS)  ## kill kernels and break servers at every step, and count what was paid twice or lost
	$(BIN)/python -m tests.torture

lab: $(TOOLS)  ## open JupyterLab on the lessons
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

check: $(TOOLS) $(NODE)  ## only the linters and type checkers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd js && npm run check

bundles: $(NODE)  ## build the widgets' JavaScript into sora_widgets/static
	cd js && npm run build

# The camera reader's is left out: it asks for labelled sentences that are not part of the repository.
benchmarks: $(TOOLS)  ## measure the figures of the design, each beside its peer
	@for each in $(filter-out %/camera_reader.py,$(wildcard benchmarks/*.py)); do echo "== $$each"; $(BIN)/python $$each || exit 1; done

pictures: $(TOOLS)  ## take the README's pictures anew, in JupyterLab and Chromium
	$(BIN)/python docs/take_pictures.py

clean:  ## forget the set-up: the next command does it again
	rm -rf $(VENV) js/node_modules $(dir $(LITELLM)) $(dir $(CLIENT))

# Looked at each time: it takes milliseconds, and a machine changes without telling make.
system-demo system-test: system-%:
	@.ci/debian-packages $*

# A stamp is older than what it was made from, or it is not made again.
$(BIN)/python: | system-demo
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "sora_widgets needs Python 3.11 or newer, not %d.%d: name one with make PYTHON=…" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

# An editable install copies the notebook extension, which changes with every build.
$(PACKAGE): pyproject.toml sora_widgets/labextension/package.json | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TOOLS): pyproject.toml sora_widgets/labextension/package.json | system-test $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(PACKAGE)

$(NODE): js/package-lock.json js/package.json | $(TOOLS)
	@if command -v npm >/dev/null; then cd js && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.installed; \
	else echo "No npm: the JavaScript checks will be skipped." >&2; fi

# Without these two the tests say that they were skipped, or fail where CI is set. Not compiled: most of it is never run.
$(LITELLM): tests/third_parties/litellm_proxy/requirements.txt | $(BIN)/python
	@rm -rf $(@D) && $(PYTHON) -m venv $(@D) \
	&& $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r $< && touch $@ \
	|| echo "No LiteLLM proxy: its tests will be skipped." >&2

$(CLIENT): tests/third_parties/node/package-lock.json tests/third_parties/node/package.json | $(TOOLS)
	@cd $(<D) && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.installed \
	|| echo "No openai client for Node.js: its tests will be skipped." >&2
