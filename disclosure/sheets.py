"""The ledgers of 開示等請求, with 補正 and 処理, and of 審査請求 as sheets."""

from disclosure.forms import DisclosureRequestForm
from disclosure.models import RequestState
from disclosure.review_forms import ReviewRequestForm
from kurume_privacy.workbook.row_sheet import RowSheet
from kurume_privacy.workbook.sheet import YEAR, Derived, Sheet

REQUESTS = Sheet(
    DisclosureRequestForm,
    known_by=("year", "number"),
    derived=(
        YEAR,
        Derived(
            "状態",
            "state",
            lambda request: request.state.value,
            lambda state: RequestState(state).label,
        ),
        Derived("決定期限", "due_on", lambda request: request.due_on),
    ),
)
DISPOSITIONS = RowSheet(REQUESTS, "dispositions")
REVIEWS = Sheet(
    ReviewRequestForm,
    known_by=("year", "number"),
    derived=(YEAR,),
)
