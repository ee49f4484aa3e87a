# make demo    two windows that find each other and talk     DEMO_ARGS="--seconds 15"
# make test    every test                                    TEST_ARGS="tests/protocol -x"
# make check   style, types, import rules, QML lint
# make bench   the speed figures, each beside its reference
# make gallery every page in both themes and languages, in gallery/    GALLERY_ARGS="connected history"
# make package the app as students install it, for this system, in dist/
# make smoke   tries what make package built
# make translations  the sentences of the source into the files that translators work on
# make setup   what the others need, made once: .venv and system packages
# make lock    the locked requirements anew from pyproject.toml (needs uv)
#
# PYTHON=/path/to/python3 chooses the interpreter (3.11 or newer) that .venv is made with.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Prerequisites are made from left to right: .venv may need a system package first.
.NOTPARALLEL:
.PHONY: help setup translations demo test check bench gallery package smoke lock clean \
    system-demo system-tests system-package

BIN := .venv/bin
STAMP := .venv/.installed
DEMO_ARGS ?=
TEST_ARGS ?=

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

setup: system-tests $(STAMP) $(TRANSLATED)

system-demo system-tests system-package:
	@python=$$(PYTHON="$(PYTHON)" packaging/virtual_environment.sh python) && \
	    PYTHON="$$python" packaging/system_packages.sh $(@:system-%=%)

$(STAMP): requirements/dev.txt pyproject.toml packaging/virtual_environment.sh
	@PYTHON="$(PYTHON)" packaging/virtual_environment.sh install
	@touch $@

# The languages of the window, as Qt reads them.
TRANSLATED := assets/ui/translations/gurukul_hi.qm

$(TRANSLATED): $(STAMP) assets/ui/translations/gurukul_en.ts assets/ui/translations/gurukul_hi.ts
	@$(BIN)/python packaging/translations.py release

translations: $(STAMP)
	@$(BIN)/python packaging/translations.py update

demo: system-demo $(STAMP) $(TRANSLATED)
	@$(BIN)/gurukul demo $(DEMO_ARGS)

# The pure parts first, for every branch of them has to be tested. Then those that need the machine
# for themselves, because they judge what it does in time; the rest shares its processors.
PURE := protocol matchmaking session.states
PURE_TESTS := tests/protocol tests/matchmaking tests/session/test_states.py
ALONE_TESTS := tests/call tests/media tests/demo tests/network tests/faults tests/end_to_end \
    tests/server/test_fuzz.py

test: system-tests $(STAMP) $(TRANSLATED)
ifneq ($(TEST_ARGS),)
	@$(BIN)/python -m pytest $(TEST_ARGS)
else
	@$(BIN)/python -m pytest --quiet $(PURE_TESTS) --cov-branch \
	    $(PURE:%=--cov=gurukul_desktop.%) --cov-report=term:skip-covered --cov-fail-under=100
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile \
	    $(addprefix --ignore=,$(PURE_TESTS) $(ALONE_TESTS))
	@$(BIN)/python -m pytest $(ALONE_TESTS)
endif

check: system-tests $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python packaging/qml_lint.py

bench: system-tests $(STAMP) $(TRANSLATED)
	@$(BIN)/python -m tests.bench $(BENCH_ARGS)

gallery: system-tests $(STAMP) $(TRANSLATED)
	@$(BIN)/python -m tests.gallery $(GALLERY_ARGS)

PACKAGE_BIN := .venv-package/bin
PACKAGE_STAMP := .venv-package/.installed

$(PACKAGE_STAMP): requirements/package.txt packaging/virtual_environment.sh
	@PYTHON="$(PYTHON)" packaging/virtual_environment.sh package
	@touch $@

package: system-package $(PACKAGE_STAMP)
	@$(PACKAGE_BIN)/python packaging/translations.py release
	@$(PACKAGE_BIN)/python packaging/build.py

smoke: system-package $(PACKAGE_STAMP)
	@$(PACKAGE_BIN)/python packaging/smoke_test.py

lock:
	@requirements/lock.sh

clean:
	rm -rf .venv .venv-package build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
