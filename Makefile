# Every target is one line: tools/dev.py knows how.
PYTHON ?= python3
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help run test lint format shell update lock clean clean-all

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run:  ## Start Odoo with the addon and demo data (PORT=, HOST=, ODOO_SOURCE=, PGHOST=)
	@$(PYTHON) tools/dev.py run

test:  ## Run every test (ARGS="-k name", TIER=engine or TIER=addon)
	@$(PYTHON) tools/dev.py test

lint:  ## Check style and common mistakes
	@$(PYTHON) tools/dev.py lint

format:  ## Rewrite the code in the project's style
	@$(PYTHON) tools/dev.py format

shell:  ## Open an Odoo shell on the run database
	@$(PYTHON) tools/dev.py shell

update:  ## Upgrade the addon in the run database
	@$(PYTHON) tools/dev.py update

lock:  ## Renew the lock files from tools/requirements/*.in
	@$(PYTHON) tools/dev.py lock

clean:  ## Remove what run and test made for this clone
	@$(PYTHON) tools/dev.py clean

clean-all:  ## Remove the shared cache of downloads as well
	@$(PYTHON) tools/dev.py clean --all
