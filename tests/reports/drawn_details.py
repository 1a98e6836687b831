"""What a drawn city leaves out: the course of requests, texts of every sort, what refers to what.

Each detail is kept where the rules of the record allow it.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st

from council.models import Consultation
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    ThirdParty,
)
from outside_use.models import UseNotice
from reports.models import Training, Wording, wordable
from tests import factories

# What a file could make something else of.
TEXTS = (
    "",
    "住民票",
    "=1+1",
    "＝SUM(A1)",
    "-12",
    "+81",
    "@担当",
    "'=1+1",
    "''-",
    "改行\nのある文",
    "全角の　空白",
    "ｶﾌﾞｼｷｶﾞｲｼｬ㈱",
    "神社",
    "𠮷野家",
    "001",
    "12",
    "1e5",
    "2021/4/1",
    "はい",
    "TRUE",
    "#N/A",
    "_x000D_",
    'かぎ"かっこ",と、読点',
    "字下げ\tの文",
)
texts = st.sampled_from(TEXTS)
few_days = st.integers(0, 40).map(timedelta)


def add(data: st.DataObject) -> None:
    """Add details to everything that is entered."""
    for request in DisclosureRequest.objects.all():
        _add_to_request(data.draw, request)
    for answer in Disposition.objects.all():
        carried = {"carried_out_on": answer.decided_on + data.draw(few_days)}
        sheets = {"sheets": data.draw(st.integers(0, 200)), "fee": data.draw(st.integers(0, 2000))}
        _perhaps(data.draw, answer, **carried, **sheets)
    for consultation in Consultation.objects.all():
        _add_to_consultation(data.draw, consultation)
    for notice in UseNotice.objects.all():
        _add_to_use(data.draw, notice)
    for training in Training.objects.all():
        _perhaps(data.draw, training, note=data.draw(texts))
    for key in data.draw(st.lists(st.sampled_from(list(wordable())), max_size=2, unique=True)):
        factories.saved(Wording(year=2021, paragraph=key, text=data.draw(texts) or "文"))


def _perhaps(draw, record, **fields) -> None:
    """Change a record, or leave it, where it is drawn so or its rules refuse it."""
    if not draw(st.booleans()):
        return
    changed = type(record).objects.get(pk=record.pk) if record.pk else record
    for name, value in fields.items():
        setattr(changed, name, value)
    try:
        with transaction.atomic():
            factories.saved(changed)
    except ValidationError:
        return


def _add_to_request(draw, request) -> None:
    day = request.received_on
    _perhaps(draw, request, subject=draw(texts))
    asked, answered = sorted([day + draw(few_days), day + draw(few_days)])
    for opposed in draw(st.lists(st.sampled_from(["", "yes", "no"]), max_size=2)):
        heard = {"asked_on": asked, "answered_on": answered, "opposed": opposed}
        _perhaps(draw, ThirdParty(request=request, **heard))
    reason = draw(texts) or "事務処理上の困難"
    longer = {"extension_days": draw(st.integers(1, 60)), "extension_reason": reason}
    _perhaps(draw, request, extended_on=day + draw(few_days), **longer)
    for _ in range(draw(st.integers(0, 2))):
        asked, made = sorted([day + draw(few_days), day + draw(few_days)])
        done = draw(st.sampled_from([made, None]))
        _perhaps(draw, Correction(request=request, requested_on=asked, completed_on=done))
    others = list(DisclosureRequest.objects.exclude(pk=request.pk))
    if others:
        _perhaps(draw, request, earlier_request=draw(st.sampled_from(others)))


def _add_to_consultation(draw, consultation) -> None:
    _perhaps(draw, consultation, matter=draw(texts) or "諮問")
    reviews = list(ReviewRequest.objects.filter(referred_on__isnull=False))
    if reviews:
        _perhaps(draw, consultation, review_request=draw(st.sampled_from(reviews)))


def _add_to_use(draw, notice) -> None:
    names = (
        "used_business",
        "items",
        "recipient" if "外" in notice.get_kind_display() else "items",
    )
    _perhaps(draw, notice, **{name: draw(texts) for name in names})
    consultations = list(Consultation.objects.all())
    if consultations:
        _perhaps(draw, notice, consultation=draw(st.sampled_from(consultations)))
