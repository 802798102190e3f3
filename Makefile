# One command a chore; CONTRIBUTING.md says what each is for.
MAKEFLAGS += --no-print-directory

# The first interpreter that is new enough. Name another with `make setup PYTHON=...`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
# How many tests run at once: as many as there are cores.
JOBS ?= auto

.PHONY: setup demo test check format bench lock clean

# Does nothing when the lock, the project file and the place are those of the last time.
setup:
	@want="$$(cat requirements.lock pyproject.toml | cksum) $(CURDIR)"; \
	if [ "$$(cat .venv/.stamp 2>/dev/null)" = "$$want" ] && [ -x $(BIN)/warmline ]; then exit 0; fi; \
	$(MAKE) .venv-build && printf '%s\n' "$$want" > .venv/.stamp

.PHONY: .venv-build
.venv-build:
	@test -n "$(PYTHON)" || { echo "warmline needs Python 3.11 or newer: install it, or say make setup PYTHON=/path/to/python3"; exit 1; }
	@$(BIN)/python -c 'import sys' 2>/dev/null && [ "$$(cut -d' ' -f3- .venv/.stamp 2>/dev/null)" = "$(CURDIR)" ] \
		|| { rm -rf .venv && $(PYTHON) -m venv .venv; } \
		|| { echo "Python's venv module does not work here; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip uninstall --quiet --yes warmline 2>/dev/null # its old needs would be compared with the new lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .

demo: setup
	@exec $(BIN)/warmline demo

test: setup
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m benchmarks

# Every version and hash anew, for all systems and Python versions at once, with uv in an environment of its own.
lock:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(PYTHON) -m venv "$$dir/uv" && "$$dir/uv/bin/pip" install --quiet uv && \
	"$$dir/uv/bin/uv" pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--upgrade --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
