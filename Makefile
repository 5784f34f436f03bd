# Every target is one line: tools/dev.py knows how.
PYTHON ?= python3
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help run update shell psql test odoo-tests resilience fuzz bench screenshots translations lint format clean clean-all

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run:  ## Start Odoo with CRM, demo data and this addon (PORT=8069)
	@$(PYTHON) tools/dev.py run

update:  ## Load changed models, views and data into that Odoo's database
	@$(PYTHON) tools/dev.py update

shell:  ## Open Odoo's Python shell on that database
	@$(PYTHON) tools/dev.py shell

psql:  ## Open PostgreSQL's shell on that database
	@$(PYTHON) tools/dev.py psql

test:  ## Run every test (ARGS="-k name", TIER=engine, addon or example)
	@$(PYTHON) tools/dev.py test

odoo-tests:  ## Run Odoo's tests of the modules that the addon extends
	@$(PYTHON) tools/dev.py odoo-tests

resilience:  ## Many calls at once and kill -9, with real processes (ROUNDS=20, ONLY=, MODE=)
	@$(PYTHON) tools/dev.py resilience

fuzz:  ## 10 000 hostile calls to a running Odoo (COUNT=, SEED= repeats a run)
	@$(PYTHON) tools/dev.py fuzz

bench:  ## Calls a second, beside Odoo's own webhook (ROUNDS=15, CALLS=40, MODE=)
	@$(PYTHON) tools/dev.py bench

screenshots:  ## Take the pictures of the docs from a running Odoo (ONLY=name,name)
	@$(PYTHON) tools/dev.py screenshots

translations:  ## Export the addon's texts, and list what each language lacks
	@$(PYTHON) tools/dev.py translations

lint:  ## Check style and common mistakes
	@$(PYTHON) tools/dev.py lint

format:  ## Rewrite the code in the project's style (ARGS="file ...")
	@$(PYTHON) tools/dev.py format

clean:  ## Remove what was made for this clone
	@$(PYTHON) tools/dev.py clean

clean-all:  ## Remove the shared cache of downloads as well
	@$(PYTHON) tools/dev.py clean --all
