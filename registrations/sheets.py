"""The ledgers of 個人情報業務 and of its notices as sheets."""

from kurume_privacy.workbook.sheet import YEAR, Derived, Sheet
from registrations.forms import BusinessForm, BusinessNoticeForm
from registrations.models import Business


def called(business: Business) -> tuple[str, ...]:
    """Return the names of a business; whether it is carried on is none: that passes.

    Departments and divisions may be named alike in two agencies.
    """
    name, division = business.name, business.division
    in_full = f"{name}（{division.department.agency} {division}）"
    return in_full, f"{name}（{division}）", f"{name}（{division}、廃止）", name


BUSINESSES = Sheet(
    BusinessForm,
    known_by=("division", "name"),
    derived=(Derived("状態", "state", lambda business: business.state.label),),
)
NOTICES = Sheet(
    BusinessNoticeForm,
    known_by=("year", "number"),
    names={"business": called},
    derived=(YEAR,),
)
