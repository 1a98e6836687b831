"""The pages of 市の休日. A change moves no deadline: the office looks first which would move."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from kurume_privacy.desk.administration.kept import (
    KEPT,
    KeptCreate,
    KeptDelete,
    KeptLedger,
    KeptList,
    KeptRestore,
    KeptUpdate,
)
from kurume_privacy.desk.filters import RecordFilter, SearchFilter, span_filters
from kurume_privacy.desk.ledger import Placed
from kurume_privacy.desk.tables import EraDateColumn, RecordTable, leading_to
from kurume_privacy.models import ClosedDay, Record, RecordQuerySet
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.organisation import ClosedDayForm

REVIEW = (
    "受付済みの請求の期限は、まだ変わっていません。"
    "総括担当が、ホームに出る「期限の見直し」で確かめると変わります。総括担当に伝えてください。"
)


def tell_of_review(request: HttpRequest) -> None:
    """Say that the office has to look which due dates move, and where: the page is theirs alone."""
    messages.warning(request, REVIEW)


class ClosedDayFilter(RecordFilter):
    """市の休日: by text and date."""

    q = SearchFilter(ClosedDay)
    day_from, day_until = span_filters("day", "日")

    class Meta:
        model = ClosedDay
        fields = ()


class ClosedDayTable(RecordTable):
    """市の休日, the latest first."""

    caption = "市の休日の一覧"
    day = EraDateColumn(linkify=leading_to, attrs={"row_header": True})

    class Meta(RecordTable.Meta):
        model = ClosedDay
        fields = ["day", "name"]


class ClosedDayList(KeptList):
    """The days, the latest first."""

    def queryset(self) -> RecordQuerySet:
        """Return them from the last on."""
        return super().queryset().order_by("-day")


class ClosedDayCreate(KeptCreate):
    """A new day."""

    def done(self, record: Record) -> HttpResponse:
        """Say what it would move besides."""
        tell_of_review(self.request)
        return super().done(record)


class ClosedDayUpdate(KeptUpdate):
    """Another day, or another name."""

    def bound(self, record: Record | None = None, data=None) -> RecordForm:
        """Remember whether the day itself differs from the stored one."""
        form = super().bound(record, data)
        self.moves = "day" in form.changed_data
        return form

    def done(self, record: Record) -> HttpResponse:
        """Say what it would move besides, unless it is the same day."""
        if self.moves:
            tell_of_review(self.request)
        return super().done(record)


class ClosedDayDelete(KeptDelete):
    """No closed day any more."""

    def done(self, called: str) -> HttpResponse:
        """Say what that would move besides."""
        tell_of_review(self.request)
        return super().done(called)


class ClosedDayRestore(KeptRestore):
    """A closed day again."""

    def done(self, record: Record) -> HttpResponse:
        """Say what it would move besides."""
        tell_of_review(self.request)
        return super().done(record)


CLOSED_DAYS = KeptLedger(
    ClosedDayForm,
    ClosedDayTable,
    ClosedDayFilter,
    at="organisation/closed-days/",
    menu=Placed("市の休日", 70),
    views=KEPT
    | {
        "list": ClosedDayList,
        "create": ClosedDayCreate,
        "update": ClosedDayUpdate,
        "delete": ClosedDayDelete,
        "restore": ClosedDayRestore,
    },
)
