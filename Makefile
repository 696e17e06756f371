# make run: the dashboard on localhost. make test: everything the tests need, then all of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test browser databases clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

test: $(VENV)/.test browser databases
	$(BIN)/python -m pytest

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Lookalike needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

# torch alone and first: later installs then find it and leave it.
$(VENV)/.run: requirements.txt | $(VENV)/.python
	$(BIN)/pip install --quiet --disable-pip-version-check $$(grep '^torch==' requirements.txt)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The browser tests skip themselves, with the reason, where no Chromium can be had.
browser:
	@command -v chromium >/dev/null 2>&1 || { command -v apt-get >/dev/null 2>&1 && \
		{ [ "$$(id -u)" = 0 ] && AS= || AS="sudo -n"; \
		  $$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	} || echo "No Chromium, and it could not be installed: the browser tests will be skipped."

# So do the tests of databases. They start servers of their own; Debian's PostgreSQL is kept from starting another.
databases:
	@{ { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } && \
	   { command -v mariadbd || ls /usr/sbin/mariadbd; }; } >/dev/null 2>&1 || { command -v apt-get >/dev/null 2>&1 && \
		{ [ "$$(id -u)" = 0 ] && AS= || AS="sudo -n"; \
		  $$AS mkdir -p /etc/postgresql-common && \
		  { [ -e /etc/postgresql-common/createcluster.conf ] || \
		    echo "create_main_cluster = false" | $$AS tee /etc/postgresql-common/createcluster.conf >/dev/null; } && \
		  $$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq --no-install-recommends \
		    -o Dpkg::Options::=--force-confold postgresql mariadb-server-core >/dev/null; } \
	} || echo "No PostgreSQL or MariaDB, and they could not be installed: their tests will be skipped."

clean:
	rm -rf $(VENV)
