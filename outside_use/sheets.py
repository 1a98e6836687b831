"""The ledger of 目的外利用・外部提供の届出 as a sheet."""

from council.models import Consultation
from kurume_privacy.workbook.sheet import YEAR, Sheet
from outside_use.forms import UseNoticeForm


def called(consultation: Consultation) -> tuple[str, ...]:
    """Return the name of what the council was consulted on: 令和3年度第1回審議会(2)."""
    return (str(consultation),)


USE_NOTICES = Sheet(
    UseNoticeForm,
    known_by=("year", "number"),
    names={"consultation": called},
    derived=(YEAR,),
)
