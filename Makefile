# The names of this file are the whole interface; `make` alone prints them.
# PYTHON=python3.12 chooses another Python, PORT= and DATA_DIR= another place to run, ARGS= goes to pytest.

PYTHON ?= python3
VENV := .venv/bin

# A production as whole as settings.py asks for; `check --deploy` connects to none of it.
DEPLOYED = env DATABASE_URL=postgresql://db/circles REDIS_URL=redis://redis/0 DJANGO_ALLOWED_HOSTS=circles.example.org \
	SITE_ORIGIN=https://circles.example.org TRUSTED_PROXY_COUNT=1 \
	SAFEGUARDING_LEAD='Somebody, 555 0100' SAFEGUARDING_HOURS='every evening' \
	DJANGO_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.PHONY: help run test faults stories language learn lint format types contracts check languages screenshots look audit bench-live bench-desk lock clean tools

help: ## print these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## the site on http://localhost:8000 with a demo (PORT=, DATA_DIR=)
	@$(PYTHON) -m peersupport.start run

test: tools ## all tests: embedded, then PostgreSQL and Redis, then Chromium (ARGS="-k name")
	@$(PYTHON) -m tests.run $(ARGS)

stories: tools ## only the stories in Chromium
	@$(PYTHON) -m tests.run tests/stories $(ARGS)

faults: tools ## kills, cuts and floods: is what was saved saved? (ARGS="saved --seed 7 --posts 10000 --kills 20")
	@$(VENV)/python -m tests.faults $(ARGS)

lint: tools ## ruff and djlint
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/djlint --lint --quiet templates

format: tools ## put every Python file in its usual shape
	@$(VENV)/ruff check --fix --quiet .
	@$(VENV)/ruff format .

types: tools ## mypy
	@$(VENV)/mypy

contracts: tools ## who may import whom
	@$(VENV)/lint-imports --no-logo

check: tools ## forgotten migrations and translations, and settings that are not safe to deploy
	@$(VENV)/python -m peersupport.languages check
	@$(VENV)/python manage.py makemigrations --check --dry-run
	@$(DEPLOYED) $(VENV)/python manage.py check --deploy --fail-level WARNING

languages: tools ## bring the words of all pages into locale/, for translators
	@$(VENV)/python -m peersupport.languages collect

language: tools ## how well the guidelines reader does (LANGUAGE_DEV=folder of texts)
	@$(VENV)/python -m moderation.guidelines.score $(ARGS)

learn: tools ## learn the second reader anew from our own texts (the same bytes every time)
	@$(VENV)/python -m moderation.guidelines.learned.train $(ARGS)

screenshots: tools ## a picture of every page into docs/screenshots: phone and desktop, light and dark
	@$(VENV)/python -m tests.screenshots $(ARGS)

look: tools ## which pages look otherwise than on their pictures (ARGS="--only desk")
	@$(VENV)/python -m tests.screenshots --compare $(ARGS)

audit: tools ## every page: accessibility, weight, reading grade, Lighthouse, 2G (ARGS="--only home")
	@$(VENV)/python -m tests.audit $(ARGS)

bench-live: tools ## the live figures, a JSON line each (ARGS="--only live.catch_up")
	@$(VENV)/python -m bench.live $(ARGS)

bench-desk: tools ## the desk's figures on both databases, a JSON line each (ARGS="--only desk.trial")
	@$(VENV)/python -m bench.desk $(ARGS)

lock: tools ## choose new versions of the packages and write both lock files
	@$(VENV)/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		pyproject.toml -o requirements.lock
	@$(VENV)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--constraint requirements.lock --upgrade pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what can be made again (.venv and caches); var/ with the members' words stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache screenshots
	@find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

tools:
	@$(PYTHON) -m peersupport.start tools
