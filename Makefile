# One command a chore; CONTRIBUTING.md says what each is for.
MAKEFLAGS += --no-print-directory

# The first interpreter that is new enough. Name another with `make setup PYTHON=...`.
NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p $(NEW_ENOUGH) && { echo $$p; break; }; done)
BIN := .venv/bin
# How many tests run at once: two more than there are cores, since many of them wait for other processes.
JOBS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2)))

.PHONY: setup demo test check format bench screenshots lock clean

# The environment as a lock file asks for it: nothing happens when that, the project file and the place are those of the
# last time. Else console/running/set_up.py makes it, and says what it does.
set_up = @[ "$$(cat $(1) pyproject.toml | cksum) $(CURDIR)" = "$$(cat .venv/.$(1) 2>/dev/null)" ] && [ -x $(BIN)/warmline ] \
	|| $(MAKE) .set-up LOCK=$(1)
RUN := requirements.lock
ALL := requirements-dev.lock

.PHONY: .set-up
.set-up:
	@$(PYTHON) $(NEW_ENOUGH) || { echo "warmline needs Python 3.11 or newer: install it, or say make setup PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m console.running.set_up $(LOCK)

# What runs the line, and nothing that only its tests need.
setup:
	$(call set_up,$(RUN))

demo:
	@echo "The demo: first its environment in .venv/, then the line on this machine, then a story. Ctrl-C ends it."
	$(call set_up,$(RUN))
	@exec $(BIN)/warmline demo

# What Python has compiled is kept, also where PYTHONDONTWRITEBYTECODE is set: the suite starts a hundred processes, and
# pytest rewrites six thousand assertions in each of its own.
test:
	$(call set_up,$(ALL))
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m tests.kits.compile_tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check:
	$(call set_up,$(ALL))
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format:
	$(call set_up,$(ALL))
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench:
	$(call set_up,$(ALL))
	$(BIN)/python -m benchmarks

# What docs/screenshots shows, played and taken anew in the system's Chromium.
screenshots:
	$(call set_up,$(ALL))
	$(BIN)/python -m tests.kits.screenshots

# Every version and hash anew, for all systems and Python versions at once, with uv in an environment of its own.
# The lock of what runs the line is made second, out of the versions that the whole has.
COMPILE = "$$dir/uv/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file

lock:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(PYTHON) -m venv "$$dir/uv" && "$$dir/uv/bin/pip" install --quiet uv && \
	$(COMPILE) $(ALL) --all-extras --upgrade && cp $(ALL) $(RUN) && $(COMPILE) $(RUN)

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
