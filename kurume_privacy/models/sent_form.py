"""What became of a form that was sent: so that it is not saved a second time."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from kurume_privacy.models.people import User

REMEMBERED = timedelta(days=7)  # as long as a window may stay open


class SentForm(models.Model):
    """A form of a new record that was saved, known by the token that its page had.

    Who sends it again, by the back key or by pressing twice, is led to the record.
    """

    token = models.CharField("合い言葉", max_length=40, unique=True)
    user = models.ForeignKey(User, models.CASCADE, verbose_name="送った人")
    ledger = models.CharField("記録の種類", max_length=60)
    record = models.BigIntegerField("記録")
    digest = models.CharField("送った内容のSHA-256", max_length=64)
    at = models.DateTimeField("日時", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "送信済みの入力"

    def __str__(self):
        return f"{self.ledger} {self.record}"

    @classmethod
    def known(cls, token: str, user: User, ledger: str) -> Self | None:
        """Return what became of the form with this token, sent by this user to this ledger."""
        return cls.objects.filter(token=token, user=user, ledger=ledger).first() if token else None

    @classmethod
    def forget_old(cls, at: datetime) -> None:
        """Let go of what nobody will send again."""
        cls.objects.filter(at__lt=at - REMEMBERED).delete()
