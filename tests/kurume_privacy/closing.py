"""Closing a year, and what the tests of closed years make."""

from datetime import date

from kurume_privacy.models import ClosedYear
from tests import factories

SENTENCE = (
    "令和3年度は締め切られています。報告書に載る記録は、登録・変更・削除できません。"
    "直すときは、確認依頼中なら総括担当に依頼の取消しを、承認の後なら承認者に差戻しを、"
    "公表の後なら承認者に再開を依頼してください。"
)
NEXT = date(2022, 4, 1)


def close(*years):
    for year in years or (2021,):
        ClosedYear.objects.create(year=year)


def open_again(year=2021):
    ClosedYear.objects.filter(year=year).delete()


def appeal(**fields):
    """Make an appeal of 令和2年度 against an answer of that year."""
    made = factories.disclosure_request(received_on=date(2020, 6, 1))
    answer = factories.disposition(request=made)
    received = {"received_on": date(2020, 7, 1), "disposition": answer}
    return factories.review_request(**received | fields)


def change(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
