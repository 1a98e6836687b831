"""The forms of 実施機関, 部局, 課 and 市の休日."""

from typing import Any

from django import forms

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Agency, ClosedDay, Department, Division
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one

UNIT = ("name", "order", "valid_from", "valid_until")


class AgencyForm(RecordForm):
    """実施機関."""

    groups = in_one(*UNIT)

    class Meta(RecordMeta):
        model = Agency


class DepartmentForm(RecordForm):
    """部局."""

    groups = in_one("agency", *UNIT)
    carried = ("agency", "valid_from")

    class Meta(RecordMeta):
        model = Department


class DepartmentChoiceField(forms.ModelChoiceField):
    """部局, named so that those of the same name in two agencies can be told apart."""

    def label_from_instance(self, department: Department) -> str:
        """Return the agency, the department, and when the name ended."""
        ended = f"（{era_date(department.valid_until)}まで）" if department.valid_until else ""
        return f"{department.agency} {department}{ended}"


class DivisionForm(RecordForm):
    """課."""

    groups = in_one("department", *UNIT, "successor")
    carried = ("department", "valid_from")

    class Meta(RecordMeta):
        model = Division
        field_classes = {"department": DepartmentChoiceField}
        widgets = {"successor": forms.Select}  # of any department, not of the form's own

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        departments: Any = self.fields["department"]
        departments.queryset = departments.queryset.select_related("agency")


class ClosedDayForm(RecordForm):
    """市の休日."""

    groups = in_one("day", "name")
    carried = ("name",)

    class Meta(RecordMeta):
        model = ClosedDay
