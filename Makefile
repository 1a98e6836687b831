# Two commands matter: `make run` shows the application, `make test` checks it.

PYTHON3 ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON := .venv/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --require-hashes
UV_COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes \
	--python-version 3.11 --no-annotate --no-header
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
	fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-ipamj-mincho

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-quick test-long mutants bench lint workbooks upgrades lock machine

help: ## この一覧を表示する
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

setup: .env ## 必要なものを入れる（.venv、PDFのライブラリと書体、.env）

run: setup ## 見本のデータを入れて開発用サーバーを動かす（HOST=… PORT=…）
	@$(PYTHON) manage.py migrate --skip-checks --verbosity 0
	@$(PYTHON) manage.py load_sample --skip-checks --if-empty
	@$(PYTHON) manage.py demo_users --skip-checks
	@$(PYTHON) manage.py publish_sample --skip-checks
	@printf 'http://$(HOST):$(PORT)%s  %s\n' /desk/ 職員の画面（ログイン） / 公開のトップ \
		/reports/2021/ 公表した報告書 /desk/reports/2021/ 報告書の下書き \
		/desk/law/ 法令（管理者）
	@echo '止めるときは Ctrl+C'
	@$(PYTHON) manage.py runserver $(HOST):$(PORT)

test: setup .venv/tests.stamp ## 静的検査と全テスト（SQLite、ブラウザー、PostgreSQL）
	@sh kurume_privacy/machine/packages.sh chromium $(if $(TEST_DATABASE_URL),,postgresql) \
		$(if $(COMPLETE),libreoffice-calc-nogui)
	@sh kurume_privacy/machine/test.sh

test-quick: .venv/tests.stamp ## 変更した部屋のテストだけ（SQLite、ブラウザーなし、2分以内）
	@sh kurume_privacy/machine/test.sh quick

test-long: setup .venv/tests.stamp ## 全テストを、性質の試しは20倍の数で
	@TEST_LONG=1 $(MAKE) --no-print-directory test

mutants: setup .venv/tests.stamp ## 核となる部分を1か所ずつ変えて、気づかれない変更を探す（約30分。MODULES=…）
	@$(PYTHON) -m tests.mutants $(MODULES)

bench: setup .venv/tests.stamp ## 速さを測り、docs/benchmarks.mdに書く（PART=compilingなら、その部分を測るだけ）
	@sh kurume_privacy/machine/packages.sh chromium $(if $(TEST_DATABASE_URL),,postgresql)
	@$(PYTHON) -m tests.bench $(PART)

lint: .venv/tests.stamp ## 静的検査だけ
	.venv/bin/ruff check
	.venv/bin/ruff format --check --output-format concise
	.venv/bin/lint-imports
	.venv/bin/djade --check $$(find templates -name '*.html')
	.venv/bin/shellcheck .ci/run kurume_privacy/machine/*.sh
	DATABASE_URL=sqlite:///:memory: .venv/bin/mypy
	DATABASE_URL=sqlite:///:memory: $(PYTHON) manage.py makemigrations --check --dry-run

workbooks: setup .venv/tests.stamp ## 見本のExcel（docs/excel）のうち、内容の変わるものを書き直す
	@$(PYTHON) -m tests.workbooks

upgrades: setup .venv/tests.stamp ## 今の版のデータベースを、次の版のテストのために残す
	@sh kurume_privacy/machine/packages.sh $(if $(TEST_DATABASE_URL),,postgresql)
	@$(PYTHON) -m tests.upgrades.make

lock: .venv/requirements.stamp ## pyproject.tomlから固定版の一覧を作り直す（UPGRADE=1で新しい版へ）
	$(PYTHON) -m pip install --quiet uv
	$(UV_COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.lock
	$(UV_COMPILE) $(if $(UPGRADE),--upgrade) -c requirements.lock --extra test pyproject.toml \
		-o requirements-test.lock

# What the steps above stand on. The stamps make a second call quick.

machine:
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11以上が必要です。別名で入っている場合: make $(MAKECMDGOALS) PYTHON3=python3.12' >&2; exit 1; }
	@sh kurume_privacy/machine/packages.sh $(PDF_PACKAGES) \
		$$($(PYTHON3) -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv)

.venv/requirements.stamp: requirements.lock | machine
	$(PYTHON3) -m venv .venv
	$(PIP_INSTALL) -r $<
	@touch $@

.venv/tests.stamp: requirements-test.lock .venv/requirements.stamp
	$(PIP_INSTALL) -r $<
	@touch $@

.env: | .venv/requirements.stamp
	@umask 077; printf 'DEBUG=1\nSECRET_KEY=%s\n' \
		"$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" > $@
