"""Answers as an address asks for them: outcomes, each of certain kinds of request.

8-6.11-6-7 are the answers with outcome 8 to requests of kind 6, and with 11 to those of 6 or 7.
Only a number of the report leads here: 不開示 with what is printed as a part of it (法82条2項).
"""

import re
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Q

from disclosure.combination import NONE
from kurume_privacy.models import Outcome, RequestKind

ASKED = r"[0-9]{1,9}(?:-[0-9]{1,9})+"


def as_asked(answers: Iterable[tuple[Outcome, RequestKind]]) -> str:
    """Write answers as an address has them."""
    kinds: dict[int, list[int]] = {}
    for outcome, kind in answers:
        kinds.setdefault(outcome.pk, []).append(kind.pk)
    asked = ("-".join(map(str, (outcome, *of))) for outcome, of in kinds.items())
    return ".".join(asked) or NONE


class AnswersField(forms.RegexField):
    """What an address asks for; nobody types it."""

    def __init__(self, **options):
        pattern = re.compile(rf"\A(?:{NONE}|{ASKED}(?:\.{ASKED})*)\Z")
        super().__init__(regex=pattern, **{"max_length": 1000} | options)


class AnswersFilter(django_filters.Filter):
    """The dispositions with one of these outcomes, of the kinds of request asked with it."""

    field_class = AnswersField

    def __init__(self, **options):
        shown = {"label": "処理の区分と請求の種類", "widget": forms.HiddenInput}
        super().__init__(**shown | options)

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        """Return them, whatever version of outcome and kind they name."""
        if not value:
            return queryset
        lists: Any = self.parent.lists
        wanted = Q(pk__in=())
        for asked in value.split(".") if value != NONE else ():
            outcome, *kinds = map(int, asked.split("-"))
            of = [key for kind in kinds for key in lists.versions("kind", kind)]
            wanted |= Q(outcome__in=lists.versions("outcome", outcome), request__kind__in=of)
        return queryset.filter(wanted)
