"""What comes of an approved draft: the edition with all that it states, and its 告示 on record."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User
from reports.compiling import rules
from reports.edition.canonical import canonical
from reports.edition.facts import Facts
from reports.models import Edition, PublicNotice, Step
from reports.publishing.draft import Draft, Found


def edition_of(draft: Draft, facts: Facts, user: User, now: datetime) -> Edition:
    """Return the edition that states all this, not stored yet."""
    return Edition(
        year=int(draft.year),
        number=facts.edition,
        title=draft.report.title,
        published_at=now,
        published_by=user,
        published_on=facts.published_on,
        counted_to=draft.counted_to,
        notice_number=facts.notice_number,
        structure=draft.structure,
        checks=canonical([_finding(group) for group in draft.groups]),
        steps=canonical([_taken(step) for step in draft.steps]),
        corrections=json.dumps([*map(asdict, facts.corrections)], ensure_ascii=False),
        rules_version=rules.version(draft.year),
    )


def _finding(group: Found) -> dict[str, object]:
    """Return what a check found and why it did not stand in the way."""
    explained: Any = group.explanation  # nothing is published without one
    return {
        "check": group.check,
        "title": group.title,
        "severity": group.severity.value,
        "sentences": [finding.sentence for finding in group.findings],
        "subjects": [subject for finding in group.findings for subject in finding.subjects],
        "found": group.digest,
        "reason": explained.reason,
        "explained_by": explained.user_name,
        "explained_at": explained.at.isoformat(),
    }


def _taken(step: Step) -> dict[str, str]:
    return {
        "act": step.act,
        "user": step.user_name,
        "at": step.at.isoformat(),
        "reason": step.reason,
        "digest": step.digest,
    }


def give_notice(year: FiscalYear, user: User, now: datetime, stated: dict) -> None:
    """Record the 告示 of the year's first edition: the next year's report tells of it."""
    if PublicNotice.objects.in_year(year).exists():
        return
    notice = PublicNotice(
        year=int(year), number=stated["notice_number"], published_on=stated["published_on"]
    )
    notice._history_user, notice._history_date = user, now
    notice.full_clean()
    notice.save()
