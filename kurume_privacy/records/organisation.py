"""The forms of 部局 and 課."""

from kurume_privacy.models import Department, Division
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one


class DepartmentForm(RecordForm):
    """部局."""

    groups = in_one("agency", "name", "order", "valid_from", "valid_until")

    class Meta(RecordMeta):
        model = Department


class DivisionForm(RecordForm):
    """課."""

    groups = in_one("department", "name", "order", "valid_from", "valid_until")

    class Meta(RecordMeta):
        model = Division
