# Every target is one line: tools/dev.py knows how.
PYTHON ?= python3
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help test lint format clean clean-all

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

test:  ## Run every test (ARGS="-k name")
	@$(PYTHON) tools/dev.py test

lint:  ## Check style and common mistakes
	@$(PYTHON) tools/dev.py lint

format:  ## Rewrite the code in the project's style (ARGS="file ...")
	@$(PYTHON) tools/dev.py format

clean:  ## Remove what was made for this clone
	@$(PYTHON) tools/dev.py clean

clean-all:  ## Remove the shared cache of downloads as well
	@$(PYTHON) tools/dev.py clean --all
