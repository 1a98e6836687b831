"""System checks: what this machine lacks, each with the command that cures it.

WeasyPrint itself is never imported here, for without Pango its import fails.
"""

import ctypes
import os
import subprocess

from django.core.checks import Tags, Warning, register

INSTALL = "apt-get install -y --no-install-recommends"
# Debian's package → the names WeasyPrint loads it by (weasyprint/text/ffi.py).
PANGO = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}
HARFBUZZ_SUBSET = {
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
# Debian's package → the family the report is set in.
FONTS = {
    "fonts-morisawa-bizud-mincho": "BIZ UDPMincho",
    "fonts-morisawa-bizud-gothic": "BIZ UDPGothic",
}
# Debian's package → the family that has what those do not: rare kanji of names, Hangul, signs.
OTHER_FONTS = {
    "fonts-noto-cjk": "Noto Serif CJK JP",
    "fonts-ipamj-mincho": "IPAmjMincho",
}


def register_all():
    """Put the checks in place: those of the PDF always, the key's with ``check --deploy``."""
    register(check_pdf, "pdf")
    register(check_secret_key, Tags.security, deploy=True)


def check_pdf(app_configs, **kwargs):
    """What the PDF needs. Windows brings the fonts, and WeasyPrint knows where its DLLs are."""
    if os.name == "nt":
        return []
    families = japanese_families()
    return [
        *pango_warnings(missing_packages(PANGO)),
        *subset_warnings(missing_packages(HARFBUZZ_SUBSET)),
        *font_warnings(families),
        *letter_warnings(families),
    ]


def check_secret_key(app_configs, **kwargs):
    """Whether the key outlives a restart."""
    return secret_key_warnings(os.environ)


def pango_warnings(missing):
    """Without Pango there is no PDF at all."""
    if not missing:
        return []
    message = "PDFを作るライブラリ（Pango）がありません。報告書のPDFは作れません。"
    return [Warning(message, hint=install_hint(missing), id="kurume_privacy.W001")]


def subset_warnings(missing):
    """Without HarfBuzz's subsetter a PDF takes 3 to 20 times as long to write."""
    if not missing:
        return []
    message = "ライブラリHarfBuzz-Subsetがありません。PDFの作成に3～20倍の時間がかかります。"
    return [Warning(message, hint=install_hint(missing), id="kurume_privacy.W002")]


def font_warnings(families):
    """``families``: those that can write Japanese; None when fontconfig cannot be asked."""
    if families is None:
        message = (
            "fontconfigがないため、日本語の書体があるかどうかも、"
            "報告書に印刷できない文字があるかどうかも、確かめられません。"
        )
        return [Warning(message, hint=install_hint(["fontconfig"]), id="kurume_privacy.W003")]
    missing = [package for package, family in FONTS.items() if family not in families]
    if not families:
        message = "日本語の書体がありません。PDFの文字が四角（□）になります。"
        return [Warning(message, hint=install_hint(missing), id="kurume_privacy.W004")]
    if missing:
        names = "、".join(FONTS[package] for package in missing)
        message = f"書体{names}がありません。PDFは別の書体で組まれ、改行や改ページが変わります。"
        return [Warning(message, hint=install_hint(missing), id="kurume_privacy.W005")]
    return []


def letter_warnings(families):
    """Without these fonts a report with such a letter cannot be published: a check refuses it."""
    if not families:
        return []  # told of already
    missing = [package for package, family in OTHER_FONTS.items() if family not in families]
    if not missing:
        return []
    message = (
        "人名などのまれな漢字やハングルの書体がありません。"
        "報告書にその文字があると、印刷できない文字として、公表できません。"
    )
    return [Warning(message, hint=install_hint(missing), id="kurume_privacy.W007")]


def secret_key_warnings(environment):
    """Without a key of its own every start, and every worker process, makes another one."""
    if environment.get("SECRET_KEY"):
        return []
    message = "環境変数SECRET_KEYがありません。鍵が起動のたびに変わり、ログインが切れます。"
    command = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    hint = f"次の出力をSECRET_KEYに設定してください: {command}"
    return [Warning(message, hint=hint, id="kurume_privacy.W006")]


def install_hint(packages):
    """Say how Debian and Ubuntu install the packages."""
    return f"DebianとUbuntuでは、管理者の権限で: {INSTALL} {' '.join(packages)}"


def missing_packages(libraries):
    """Debian's names of the libraries that cannot be loaded."""
    return [package for package, names in libraries.items() if not any(map(can_load, names))]


def can_load(name):
    """Try to load a shared library, as WeasyPrint will."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def japanese_families(command=("fc-list", ":lang=ja", "family")):
    """The font families that can write Japanese, or None when fontconfig cannot be asked."""
    try:
        listing = subprocess.check_output(command, stderr=subprocess.DEVNULL, timeout=20)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    lines = listing.decode(errors="replace").splitlines()
    return {family.strip() for line in lines for family in line.split(",")}
