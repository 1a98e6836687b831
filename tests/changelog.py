"""What the CHANGELOG says for programs: its headings."""

import re

from django.conf import settings


def told() -> list[str]:
    """Return the versions that it tells of, the newest first."""
    text = (settings.BASE_DIR / "CHANGELOG.md").read_text("utf-8")
    return re.findall(r"^## \[?(\d+\.\d+\.\d+)\b", text, re.MULTILINE)
