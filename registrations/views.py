"""A business with what was notified about it."""

from django.db import models

from kurume_privacy.crud import RecordDetail, RecordList
from registrations.models import Business
from registrations.tables import BusinessNoticeTable


class BusinessList(RecordList):
    """The register, with the state of each business."""

    def queryset(self) -> models.QuerySet:
        """Return the businesses with their states."""
        return super().queryset().with_state()


class BusinessDetail(RecordDetail):
    """A business and its notices, which are its course."""

    def more(self, record: Business) -> dict[str, object]:
        """Return the notices this user may open, and how many there are besides."""
        notices = record.notices.select_related("division__department")
        visible = notices.visible_to(self.request.user).order_by("notified_on", "number")
        table = BusinessNoticeTable(visible, orderable=False)
        return {"table": table, "others": notices.count() - len(table.rows)}
