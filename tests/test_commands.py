"""The two commands: what they would do, and what they say when something is missing.

Programs that would change the machine are replaced by small stand-ins on the PATH.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MACHINE = PROJECT / "kurume_privacy" / "machine"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def run(*command, path=None, **options):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"MAKEFLAGS", "MAKELEVEL", "TEST_DATABASE_URL", "COMPLETE"}
    }
    environment["PATH"] = str(path or os.environ["PATH"])
    return subprocess.run(  # noqa: S603 - our own words
        command, env=environment, capture_output=True, text=True, check=False, **options
    )


def make(*arguments):
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    return run("make", *arguments, cwd=PROJECT)


@pytest.fixture
def programs(tmp_path):
    """A folder that is the whole PATH: plain tools by link, stand-ins as a test writes them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "env", "cat", "grep", "xargs", "mktemp", "rm", "echo"):
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def stand_in(folder, name, script):
    program = folder / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


STEPS = ("migrate", "load_sample", "demo_users", "publish_sample", "runserver 127.0.0.2:9000")


class TestMakefile:
    def test_help_is_the_default_and_has_one_line_a_target(self):
        lines = make().stdout.splitlines()
        targets = ["help", "setup", "run", "test", "test-quick", "test-long", "mutants", "bench"]
        targets += ["lint", "workbooks", "upgrades", "lock"]
        assert [line.split()[1] for line in lines] == targets

    def test_run_sets_up_fills_and_serves(self):
        steps = make("-n", "run", "HOST=127.0.0.2", "PORT=9000").stdout
        order = [steps.index(f"manage.py {step}") for step in STEPS]
        assert order == sorted(order)
        assert "http://127.0.0.2:9000%s" in steps
        assert "/reports/2021/ 公表した報告書" in steps

    def test_a_database_of_ones_own_needs_no_postgresql_package(self):
        assert "packages.sh chromium postgresql" in make("-n", "test").stdout
        own = make("-n", "test", "TEST_DATABASE_URL=postgres://localhost/test").stdout
        assert "packages.sh chromium" in own
        assert "postgresql" not in own

    def test_a_laptop_is_not_given_libreoffice_for_one_test(self):
        assert "libreoffice" not in make("-n", "test").stdout
        assert "libreoffice-calc-nogui" in make("-n", "test", "COMPLETE=1").stdout

    def test_an_old_python_is_refused_in_one_sentence(self):
        answer = make("machine", "PYTHON3=false")
        assert answer.returncode != 0
        assert "Python 3.11以上" in answer.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
class TestLocks:
    def test_every_package_is_pinned_and_hashed(self, name):
        entries = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        entries = [entry for entry in entries if not entry.startswith("#")]
        assert len(entries) > 20
        pinned = r"[\w.-]+==[\w.]+( ;[^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
        assert [entry for entry in entries if not re.fullmatch(pinned, entry)] == []

    def test_no_address_is_recorded(self, name):
        assert "://" not in (PROJECT / name).read_text(encoding="utf-8")


def test_both_locks_agree():
    def pins(name):
        return set(re.findall(r"^\S+==\S+", (PROJECT / name).read_text(encoding="utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-test.lock")


class TestPackages:
    """packages.sh, with an apt-get that only writes down what it was asked."""

    def install(self, programs, *packages):
        return run("sh", str(MACHINE / "packages.sh"), *packages, path=programs)

    @pytest.fixture(autouse=True)
    def debian(self, programs):
        """A Debian that has package ``here``; ``new`` can be had; nothing else exists."""
        self.state = programs / "state"
        stand_in(
            programs,
            "dpkg-query",
            f'for name; do :; done; [ "$name" = here ] && echo installed && exit\n'
            f'[ "$name" = new ] && [ -e {self.state}.new ] && echo installed',
        )
        stand_in(
            programs,
            "apt-get",
            f'echo "$@" >> {self.state}.log\n'
            f'case "$*" in *nowhere*) exit 100 ;; *new) : > {self.state}.new ;; esac',
        )
        stand_in(programs, "id", "echo 0")

    def asked(self):
        log = Path(f"{self.state}.log")
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def test_what_is_there_is_left_alone(self, programs):
        answer = self.install(programs, "here")
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
        assert self.asked() == ""

    def test_only_what_is_missing_is_installed(self, programs):
        answer = self.install(programs, "here", "new")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "update" in self.asked()
        assert self.asked().endswith("install -y --no-install-recommends new\n")

    def test_a_package_nobody_has_stops_neither_the_others_nor_the_setup(self, programs):
        answer = self.install(programs, "new", "nowhere")
        assert answer.returncode == 0
        assert "install -y --no-install-recommends nowhere\n" in answer.stderr
        assert Path(f"{self.state}.new").exists()

    def test_an_ordinary_user_is_told_the_command(self, programs):
        stand_in(programs, "id", "echo 1000")
        stand_in(programs, "sudo", "exit 1")
        answer = self.install(programs, "new")
        assert answer.returncode == 0
        assert "apt-get install -y --no-install-recommends new\n" in answer.stderr
        assert self.asked() == ""

    def test_sudo_without_a_password_is_used(self, programs):
        stand_in(programs, "id", "echo 1000")
        stand_in(programs, "sudo", 'shift; [ "$1" = true ] || exec "$@"')
        answer = self.install(programs, "new")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "install" in self.asked()

    def test_another_system_is_told_the_names(self, programs):
        (programs / "apt-get").unlink()
        answer = self.install(programs, "new")
        assert answer.returncode == 0
        assert answer.stderr.strip().endswith(": new")


class TestWholeTest:
    """test.sh, with a pytest that only says on which database it was started."""

    def check(self, programs, tmp_path, *words, **environment):
        settings = [f"{name}={value}" for name, value in environment.items()]
        script = str(MACHINE / "test.sh")
        return run("env", *settings, "sh", script, *words, path=programs, cwd=tmp_path)

    @pytest.fixture(autouse=True)
    def complete_machine(self, programs, tmp_path):
        stand_in(programs, "make", "exit 0")
        stand_in(programs, "chromium", "exit 0")
        stand_in(programs, "soffice", "exit 0")
        self.venv = tmp_path / ".venv" / "bin"
        stand_in(self.venv, "pytest", 'echo "pytest on $DATABASE_URL: $*"')
        stand_in(self.venv, "python", "echo tests/council")
        stand_in(programs, "pg_virtualenv", 'while [ "$1" != env ]; do shift; done; exec "$@"')

    def test_everything_runs_and_is_summed_up(self, programs, tmp_path):
        answer = self.check(programs, tmp_path)
        assert answer.returncode == 0
        assert answer.stdout.endswith("\nlint: ok\nPostgreSQL and browser: ok\nSQLite: ok\n")

    def test_each_database_runs_what_can_differ_there(self, programs, tmp_path):
        answer = self.check(programs, tmp_path, DATABASE_URL="postgres://precious/")
        assert "precious" not in answer.stdout
        server, file = (line for line in answer.stdout.splitlines() if line.startswith("pytest"))
        assert server.startswith("pytest on postgres:///kurume_privacy: -n auto")
        assert server.endswith("-m database and not sqlite")
        assert file.startswith("pytest on sqlite:///:memory:: -n auto")
        assert file.endswith("-m not browser or each_database")

    def test_a_database_of_ones_own_is_used(self, programs, tmp_path):
        (programs / "pg_virtualenv").unlink()
        answer = self.check(programs, tmp_path, TEST_DATABASE_URL="postgres://own/")
        assert "pytest on postgres://own/: " in answer.stdout
        assert "PostgreSQL and browser: ok\n" in answer.stdout

    def test_one_failure_stops_nothing_but_fails_all(self, programs, tmp_path):
        stand_in(self.venv, "pytest", 'case "$DATABASE_URL" in sqlite*) exit 1 ;; esac')
        answer = self.check(programs, tmp_path)
        assert answer.returncode == 1
        assert answer.stdout.endswith("PostgreSQL and browser: ok\nSQLite: failed\n")

    def test_a_failure_on_postgresql_fails_all(self, programs, tmp_path):
        stand_in(self.venv, "pytest", 'case "$DATABASE_URL" in postgres*) exit 1 ;; esac')
        answer = self.check(programs, tmp_path)
        assert answer.returncode == 1
        assert answer.stdout.endswith("PostgreSQL and browser: failed\nSQLite: ok\n")

    def test_what_cannot_run_is_loud_and_fails_nothing(self, programs, tmp_path):
        (programs / "chromium").unlink()
        (programs / "soffice").unlink()
        stand_in(programs, "pg_virtualenv", "exit 2")
        answer = self.check(programs, tmp_path)
        assert answer.returncode == 0
        assert "NOT RUN: PostgreSQL" in answer.stderr
        assert "\nSQLite: ok\n" in answer.stdout
        assert "browser: NOT RUN (chromium missing" in answer.stdout
        assert "PostgreSQL: NOT RUN (" in answer.stdout
        assert "LibreOffice: NOT RUN (soffice missing" in answer.stdout

    @pytest.mark.parametrize("missing", ["chromium", "soffice", "pg_virtualenv"])
    def test_where_all_has_to_run_what_cannot_run_fails(self, programs, tmp_path, missing):
        (programs / missing).unlink()
        answer = self.check(programs, tmp_path, COMPLETE="1")
        assert answer.returncode == 1
        assert ": NOT RUN (" in answer.stdout
        assert "\nSQLite" in answer.stdout

    def test_without_postgresql_the_browser_runs_on_sqlite(self, programs, tmp_path):
        (programs / "pg_virtualenv").unlink()
        answer = self.check(programs, tmp_path)
        ran = [line.partition(" -m ")[2] for line in answer.stdout.splitlines() if " -m " in line]
        assert ran == ["not browser or each_database", "browser and not each_database"]
        assert answer.stdout.endswith("\nSQLite and browser: ok\n")

    def test_quickly_only_what_was_changed_runs(self, programs, tmp_path):
        said = self.check(programs, tmp_path, "quick").stdout.splitlines()
        assert said == [
            "pytest on sqlite:///:memory:: -n auto --dist loadfile --no-loadscope-reorder"
            " -m not browser tests/council"
        ]


def test_what_nobody_may_leave_out_is_asked_for_by_ci():
    assert "COMPLETE=1 make test" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
