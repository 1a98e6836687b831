"""What the application writes to its log, as it would leave the process."""

import json
import logging
from contextlib import contextmanager
from io import StringIO

from kurume_privacy.traces import JSONLine


class Log(StringIO):
    """The log as one text; each line of it must be an object of its own."""

    @property
    def lines(self):
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of(self, logger):
        """Return the lines of one logger and of those below it."""
        return [line for line in self.lines if f"{line['logger']}.".startswith(f"{logger}.")]


@contextmanager
def log():
    """Yield what is written meanwhile by the settings' own handler for production."""
    [handler] = [
        each for each in logging.getLogger().handlers if isinstance(each.formatter, JSONLine)
    ]
    written = Log()
    stderr = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(stderr)
