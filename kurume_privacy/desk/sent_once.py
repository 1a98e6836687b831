"""A form of a new record is saved once, however often it is sent."""

import re
from hashlib import sha256
from secrets import token_urlsafe

from django.http import QueryDict
from django.utils import timezone

from kurume_privacy.desk.doubts import DoubtForm
from kurume_privacy.models import Record, SentForm, User

TOKEN = "token"  # noqa: S105 - the name of a control
NOT_TYPED = {TOKEN, "csrfmiddlewaretoken", "then", *DoubtForm.base_fields}
MADE = re.compile(r"[A-Za-z0-9_-]{1,40}")  # such as `new_token` makes


class Sending:
    """One sending of a form of a new record, by somebody, to a ledger."""

    def __init__(self, sent: QueryDict, user: User, ledger: str):
        self.sent, self.user, self.ledger = sent, user, ledger
        token = sent.get(TOKEN, "")
        self.token = token if MADE.fullmatch(token) else ""  # of no page of ours

    @property
    def known(self) -> SentForm | None:
        """What became of it when it was sent before."""
        return SentForm.known(self.token, self.user, self.ledger)

    @property
    def digest(self) -> str:
        """The SHA-256 of what was typed."""
        typed = sorted((name, self.sent.getlist(name)) for name in self.sent)
        return sha256(repr([one for one in typed if one[0] not in NOT_TYPED]).encode()).hexdigest()

    def remember(self, record: Record) -> None:
        """Keep what became of it; a second one that was quicker breaks the uniqueness."""
        if not self.token:
            return  # of a page that was open before there were tokens
        now = timezone.now()
        SentForm.forget_old(now)
        known = {"user": self.user, "ledger": self.ledger, "record": record.pk, "at": now}
        SentForm.objects.create(token=self.token, digest=self.digest, **known)


def new_token() -> str:
    """Return what tells the form of one page from that of another."""
    return token_urlsafe(24)
