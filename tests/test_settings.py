"""The settings: each is documented, and none of this machine reaches the tests."""

import json
import os
import re
import subprocess
import sys

from django.conf import settings

from tests.settings import READ

DOCUMENTED = re.findall(
    r"^\| `([A-Z_]+)` \|",
    (settings.BASE_DIR / "docs" / "deployment.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
# What a developer, or a server on which the tests are tried, may have set.
ELSEWHERE = {
    "DEBUG": "1",
    "ALLOWED_HOSTS": "privacy.example.jp",
    "SESSION_HOURS": "1",
    "SECURE_SSL_REDIRECT": "1",
    "BEHIND_PROXY": "1",
    "REPORT_PROSE_DIGITS": "half",
}
SHOW = """
import json
from django.conf import settings
names = ("DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_AGE", "SECURE_SSL_REDIRECT", "BEHIND_PROXY")
print(json.dumps([getattr(settings, name) for name in (*names, "REPORT_PROSE_DIGITS")]))
"""
OWN = [False, ["localhost", "127.0.0.1", "[::1]"], 8 * 3600, False, False, "full"]


def test_every_setting_is_documented():
    assert sorted(DOCUMENTED) == sorted(READ)


def seen_by(module, **environment):
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", SHOW],
        cwd=settings.BASE_DIR,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": module},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


def test_the_tests_have_settings_of_their_own():
    assert seen_by("tests.settings", **ELSEWHERE) == OWN


def test_the_file_of_a_deployment_is_read_and_not_by_the_tests(tmp_path):
    file = tmp_path / "env"
    file.write_text("".join(f"{name}={value}\n" for name, value in ELSEWHERE.items()), "utf-8")
    there = [True, ["privacy.example.jp"], 3600, True, True, "half"]
    assert seen_by("kurume_privacy.settings", ENV_FILE=str(file)) == there
    assert seen_by("tests.settings", ENV_FILE=str(file)) == OWN
