# The README's two commands are 'make demo' and 'make test'. Each makes .venv and installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --constraint constraints.txt

.PHONY: demo test check docs dist clean

demo: $(VENV)/.installed
	$(BIN)/simpul demo

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=.dev $(BIN)/lint-imports

# The list of all terms in docs/, and build/: the reference as a page, the notebooks with what they show, and the files of a
# release of the ontology.
docs: $(VENV)/.installed-dev
	$(BIN)/python -m simpul.ontology.build_reference
	$(BIN)/python -m simpul.ontology.build_page build/docs/index.html
	$(BIN)/python -m simpul.ontology.build_release build/release
	$(BIN)/jupyter nbconvert --log-level WARN --to html --execute --output-dir build/docs/notebooks notebooks/*.ipynb \
	  --HTMLExporter.mathjax_url= --HTMLExporter.require_js_url=

# The wheel is built through the sdist, as an installer would, into dist/.
dist: $(VENV)/.installed-dev
	rm -rf dist
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m build --outdir dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "simpul needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
