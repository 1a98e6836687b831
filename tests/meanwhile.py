"""What somebody else does while one has begun and is not done, on a real server's database."""

from threading import Event, Thread

from django.core.exceptions import ValidationError
from django.db import connection

SOON = 0.5  # seconds in which what has to wait would have been done


class Other(Thread):
    """Somebody else, who acts meanwhile with another connection."""

    def __init__(self, act):
        super().__init__()
        self.act, self.refusal, self.begun = act, None, Event()
        self.start()
        self.begun.wait()

    def run(self):
        self.begun.set()
        try:
            self.act()
        except ValidationError as refusal:
            self.refusal = refusal
        finally:
            connection.close()

    def waits(self):
        """Say whether it is still waiting."""
        self.join(SOON)
        return self.is_alive()

    def done(self):
        """Wait until it is done; return what it was refused by."""
        self.join(20)
        assert not self.is_alive()
        return self.refusal
