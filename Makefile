# Two commands for people (make demo, make test), the rest for who works on newsweave.
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: demo test docs setup check lint types lock quality speed clean

demo: setup  ## Set everything up, read examples/news into a graph and draw its page
	$(VENV)/bin/newsweave build examples/news -o out/examples
	$(VENV)/bin/newsweave view out/examples -o out/examples.html --title "newsweave examples"
	@echo
	@echo "The page:  $(CURDIR)/out/examples.html   (open it in a browser)"
	@echo "The graph: $(CURDIR)/out/examples        (ask it: $(VENV)/bin/newsweave query out/examples --list)"

test: setup  ## Set everything up and pass the tests (PYTEST="-k name" for some of them)
	$(PYTHON) -m pytest -q -n auto --maxprocesses 4 --dist worksteal $(PYTEST)

docs: setup  ## The documentation as a site of its own, to be read from the folder
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict --quiet
	@echo "The documentation: $(CURDIR)/out/site/index.html   (open it in a browser)"

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml tools/find_python.sh
	@python=$$(sh tools/find_python.sh) && echo "setting up $(VENV) with $$python" && rm -rf $(VENV) && "$$python" -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

check: setup lint types test  ## What .ci/run does first

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-logo

types: setup
	$(VENV)/bin/mypy src tests benchmarks/*.py

lock: setup  ## Write requirements.lock anew from pyproject.toml
	$(VENV)/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --no-emit-index-url \
	    -o requirements.lock pyproject.toml

quality: setup  ## All quality benchmarks (DATA=folder with the public benchmarks)
	$(PYTHON) benchmarks/quality.py $(if $(DATA),--data $(DATA))

speed: setup
	$(PYTHON) benchmarks/speed.py

clean:
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
