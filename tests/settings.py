"""The settings of the tests: the application's own, whatever this machine's environment says.

Every variable that the settings read is taken out of the environment first, and no ``.env`` is
read; the database alone is chosen from outside. What a test starts inherits the same.
"""

import os
import re
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent.parent / "kurume_privacy" / "settings.py"
CHOSEN = ("DATABASE_URL",)
READ = frozenset(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', SETTINGS.read_text("utf-8")))

for name in READ.difference(CHOSEN):
    os.environ.pop(name, None)
os.environ["ENV_FILE"] = os.devnull
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from kurume_privacy.settings import *  # noqa: E402, F403

# The static files are looked for when one is asked for: each test's client would look for all.
WHITENOISE_AUTOREFRESH = True
