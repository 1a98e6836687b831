"""The pages of 実施機関, 部局 and 課: each name with the dates between which it is in use."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.utils import timezone

from kurume_privacy.desk.administration.kept import KEPT, KeptDetail, KeptLedger, KeptUpdate
from kurume_privacy.desk.filters import RecordFilter, SearchFilter
from kurume_privacy.desk.ledger import Placed
from kurume_privacy.desk.tables import EraDateColumn, RecordLink, RecordTable
from kurume_privacy.models import Agency, Department, Division, InForce, Succession, User
from kurume_privacy.models.organisation import NEXT_DAY
from kurume_privacy.records.held import counted, dated_from, held_by
from kurume_privacy.records.organisation import (
    AgencyForm,
    DepartmentChoiceField,
    DepartmentForm,
    DivisionForm,
)

DATED_LATER = (
    "使用終了日より後の日付の記録があります（{}）。このままでは、報告書を公表できません。"
    "総括担当に、記録の所管課か日付を直すよう伝えてください。"
)


class Use(models.TextChoices):
    """Whether a name is in use today."""

    NOW = "now", "使用中"
    ENDED = "ended", "使用終了"
    TO_COME = "to_come", "使用開始前"

    @classmethod
    def of(cls, unit: InForce, day: date) -> "Use":
        """Say whether a name is in use on a day."""
        if unit.in_force_on(day):
            return cls.NOW
        return cls.ENDED if unit.valid_until and unit.valid_until < day else cls.TO_COME


class UnitFilter(RecordFilter):
    """Units, by their name and by whether it is in use."""

    use = django_filters.ChoiceFilter(choices=Use, label="使用の状況", method="filter_use")

    def filter_use(self, queryset: models.QuerySet, name: str, use: str) -> models.QuerySet:
        """Return those that are in use, no more, or not yet."""
        today = timezone.localdate()
        if use == Use.ENDED:
            return queryset.filter(valid_until__lt=today)
        if use == Use.TO_COME:
            return queryset.filter(valid_from__gt=today)
        found: Any = queryset  # of units
        return found.in_use_on(today)


class UnitTable(RecordTable):
    """What the lists of units share: the name, and when it is in use."""

    name = RecordLink()
    valid_from = EraDateColumn()
    valid_until = EraDateColumn()
    use = tables.Column("使用の状況", accessor="pk", orderable=False)

    class Meta(RecordTable.Meta):
        sequence: tuple[str, ...] = ("name", "...", "valid_from", "valid_until", "use")

    def render_use(self, record: InForce) -> str:
        """Return 使用中, 使用終了 or 使用開始前."""
        return Use.of(record, timezone.localdate()).label


class AgencyFilter(UnitFilter):
    """実施機関."""

    q = SearchFilter(Agency)

    class Meta:
        model = Agency
        fields = ()


class AgencyTable(UnitTable):
    """実施機関, in the law's order."""

    caption = "実施機関の一覧"

    class Meta(UnitTable.Meta):
        model = Agency
        fields = ["name", "valid_from", "valid_until"]


class DepartmentFilter(UnitFilter):
    """部局, also by agency."""

    q = SearchFilter(Department)
    agency = django_filters.ModelChoiceFilter(label="実施機関", queryset=Agency.objects.all())

    class Meta:
        model = Department
        fields = ()


class DepartmentTable(UnitTable):
    """部局 of all agencies."""

    caption = "部局の一覧"

    class Meta(UnitTable.Meta):
        model = Department
        fields = ["name", "agency", "valid_from", "valid_until"]


class DepartmentFilterField(django_filters.ModelChoiceFilter):
    """A department, named with its agency."""

    field_class = DepartmentChoiceField


class DivisionUnitFilter(UnitFilter):
    """課, also by agency and department."""

    q = SearchFilter(Division, also=("department",))
    agency = django_filters.ModelChoiceFilter(
        label="実施機関", queryset=Agency.objects.all(), field_name="department__agency"
    )
    department = DepartmentFilterField(
        label="部局", queryset=Department.objects.select_related("agency")
    )

    class Meta:
        model = Division
        fields = ()


class DivisionTable(UnitTable):
    """課 of all departments, in the order of the organisation."""

    caption = "課の一覧"
    name = RecordLink(
        verbose_name="課",
        accessor="pk",
        order_by=("department__agency__order", "department__order", "order"),
    )
    agency = tables.Column("実施機関", accessor="department__agency")

    class Meta(UnitTable.Meta):
        model = Division
        fields = ["name", "agency", "valid_from", "valid_until", "successor"]
        sequence = ("name", "agency", "valid_from", "valid_until", "use", "successor")

    def render_name(self, record: Division) -> str:
        """Return it with its department."""
        return str(record)


class UnitUpdate(KeptUpdate):
    """The form of a unit; what its dates leave out is said, for those who keep the records."""

    def done(self, record: Any) -> HttpResponse:
        """Say how many records bear a date on which the name is in use no more."""
        divisions = [record] if isinstance(record, Division) else record.divisions.all()
        ended = record.valid_until and counted(dated_from(divisions, record.valid_until + NEXT_DAY))
        if ended:
            messages.warning(self.request, DATED_LATER.format("、".join(ended)))
        return super().done(record)


class AgencyDetail(KeptDetail):
    """An agency with its departments."""

    def more(self, record: Agency) -> dict[str, Any]:
        """Return them all, those that are no more too."""
        return {"parts": said_of(record.departments.all()), "part": "部局"}


class DepartmentDetail(KeptDetail):
    """A department with its divisions."""

    def more(self, record: Department) -> dict[str, Any]:
        """Return them all, those that are no more too."""
        return {"parts": said_of(record.divisions.all()), "part": "課"}


class DivisionDetail(KeptDetail):
    """A division with what it took over, whom it has and what it keeps."""

    def more(self, record: Division) -> dict[str, Any]:
        """Return the people, and how many records there are; none of them is shown."""
        today = timezone.localdate()
        return {
            "former": said_of(record.predecessors.all()),
            "people": User.objects.working_in(record, today),
            "held": held_by(Succession.of().kept_by(record.pk, today) or {record.pk}),
        }


def said_of(units: models.QuerySet) -> list[tuple[InForce, str]]:
    """Return units, each with what is said of its use today."""
    today = timezone.localdate()
    return [(unit, Use.of(unit, today).label) for unit in units]


AGENCIES = KeptLedger(
    AgencyForm,
    AgencyTable,
    AgencyFilter,
    at="organisation/agencies/",
    menu=Placed("実施機関", 30),
    views=KEPT | {"detail": AgencyDetail},
)
DEPARTMENTS = KeptLedger(
    DepartmentForm,
    DepartmentTable,
    DepartmentFilter,
    at="organisation/departments/",
    menu=Placed("部局", 40),
    views=KEPT | {"detail": DepartmentDetail, "update": UnitUpdate},
)
DIVISIONS = KeptLedger(
    DivisionForm,
    DivisionTable,
    DivisionUnitFilter,
    at="organisation/divisions/",
    menu=Placed("課", 50),
    views=KEPT | {"detail": DivisionDetail, "update": UnitUpdate},
)
