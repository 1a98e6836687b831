"""The start-up checks: each speaks when something is missing, and only then."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from kurume_privacy import checks

BOTH = {"BIZ UDPMincho", "BIZ UDPGothic"}


def ids(warnings):
    return [warning.id for warning in warnings]


def test_a_complete_machine_hears_nothing():
    assert checks.pango_warnings([]) == []
    assert checks.subset_warnings([]) == []
    assert checks.font_warnings(BOTH | {"Noto Serif CJK JP"}) == []
    assert checks.letter_warnings(BOTH | {"Noto Serif CJK JP", "IPAmjMincho"}) == []
    assert checks.secret_key_warnings({"SECRET_KEY": "a key of its own"}) == []


def test_missing_pango_is_named_with_its_cure():
    [warning] = checks.pango_warnings(["libpangoft2-1.0-0"])
    assert warning.id == "kurume_privacy.W001"
    assert warning.hint.endswith("apt-get install -y --no-install-recommends libpangoft2-1.0-0")


def test_a_missing_subsetter_is_said_to_be_slow():
    [warning] = checks.subset_warnings(["libharfbuzz-subset0"])
    assert warning.id == "kurume_privacy.W002"
    assert "3～20倍" in warning.msg
    assert warning.hint.endswith(" libharfbuzz-subset0")


def test_without_fontconfig_nobody_knows_the_fonts():
    [warning] = checks.font_warnings(None)
    assert warning.id == "kurume_privacy.W003"
    assert warning.hint.endswith(" fontconfig")


def test_no_japanese_font_means_empty_boxes():
    [warning] = checks.font_warnings(set())
    assert warning.id == "kurume_privacy.W004"
    assert "四角" in warning.msg
    assert warning.hint.endswith(" fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic")


@pytest.mark.parametrize(
    ("families", "missing", "package"),
    [
        ({"BIZ UDPGothic"}, "BIZ UDPMincho", "fonts-morisawa-bizud-mincho"),
        ({"BIZ UDPMincho"}, "BIZ UDPGothic", "fonts-morisawa-bizud-gothic"),
    ],
)
def test_a_substitute_font_changes_the_pages(families, missing, package):
    [warning] = checks.font_warnings(families)
    assert warning.id == "kurume_privacy.W005"
    assert missing in warning.msg
    assert warning.hint.endswith(f" {package}")


@pytest.mark.parametrize(
    ("families", "packages"),
    [
        (BOTH, ["fonts-noto-cjk", "fonts-ipamj-mincho"]),
        (BOTH | {"Noto Serif CJK JP"}, ["fonts-ipamj-mincho"]),
        (BOTH | {"IPAmjMincho"}, ["fonts-noto-cjk"]),
    ],
)
def test_missing_fonts_of_rare_letters_are_named_with_what_follows(families, packages):
    [warning] = checks.letter_warnings(families)
    assert warning.id == "kurume_privacy.W007"
    assert "公表できません" in warning.msg
    assert warning.hint.split("--no-install-recommends ")[1].split() == packages


@pytest.mark.parametrize("families", [None, set()])
def test_what_was_told_already_is_not_told_of_rare_letters(families):
    assert checks.letter_warnings(families) == []
    assert checks.font_warnings(families)


def test_the_packages_are_those_that_are_installed_and_documented():
    packages = {*checks.PANGO, *checks.HARFBUZZ_SUBSET, *checks.FONTS, *checks.OTHER_FONTS}
    for document in ("Makefile", "docs/deployment.md"):
        text = (settings.BASE_DIR / document).read_text("utf-8")
        assert [package for package in packages if package not in text] == []


def test_noto_alone_is_a_substitute_not_an_absence():
    assert ids(checks.font_warnings({"Noto Serif CJK JP"})) == ["kurume_privacy.W005"]


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}])
def test_a_key_made_at_each_start_is_reported(environment):
    [warning] = checks.secret_key_warnings(environment)
    assert warning.id == "kurume_privacy.W006"
    assert "token_urlsafe" in warning.hint


def test_a_library_is_missing_when_none_of_its_names_loads():
    libraries = {"package-a": ("libno-such-a.so.0", "libno-such-a.dylib"), "package-b": (None,)}
    assert checks.missing_packages(libraries) == ["package-a"]  # None loads this very program


def test_families_are_read_from_fontconfig():
    listing = "BIZ UDPMincho,BIZ UDP明朝\nNoto Sans CJK JP\n"
    command = (sys.executable, "-c", f"import sys; sys.stdout.buffer.write({listing.encode()!r})")
    assert checks.japanese_families(command) == {"BIZ UDPMincho", "BIZ UDP明朝", "Noto Sans CJK JP"}


@pytest.mark.parametrize(
    "command", [("no-such-program",), (sys.executable, "-c", "raise SystemExit(1)")]
)
def test_families_are_unknown_when_fontconfig_cannot_be_asked(command):
    assert checks.japanese_families(command) is None


def test_nothing_at_all_is_reported_in_order(monkeypatch):
    monkeypatch.setattr(checks, "can_load", lambda name: False)
    monkeypatch.setattr(checks, "japanese_families", set)
    expected = ["kurume_privacy.W001", "kurume_privacy.W002", "kurume_privacy.W004"]
    assert ids(checks.check_pdf(None)) == expected


def test_windows_brings_its_own(monkeypatch):
    monkeypatch.setattr(checks, "can_load", lambda name: False)
    with monkeypatch.context() as windows:  # short: pytest itself reads os.name
        windows.setattr(checks.os, "name", "nt")
        warnings = checks.check_pdf(None)
    assert warnings == []


def test_manage_py_check_prints_the_cure(monkeypatch, capsys):
    monkeypatch.setattr(checks, "can_load", lambda name: False)
    call_command("check", tags=["pdf"])
    assert "kurume_privacy.W001" in capsys.readouterr().err


def test_the_key_is_asked_for_only_of_a_deployment(monkeypatch, capsys):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    call_command("check", tags=["security"])
    assert "kurume_privacy.W006" not in capsys.readouterr().err
    call_command("check", tags=["security"], deploy=True)
    assert "kurume_privacy.W006" in capsys.readouterr().err


def test_the_checks_do_not_import_weasyprint():
    code = "import sys, kurume_privacy.checks; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
