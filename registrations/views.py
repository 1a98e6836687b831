"""A business with what was notified about it, and a notice with the business it is about."""

from typing import Any

from django.db import models

from kurume_privacy.desk.ledger import RecordDetail, RecordList
from registrations.models import Business, BusinessNotice
from registrations.tables import BusinessNoticeTable


class BusinessList(RecordList):
    """The register, with the state of each business."""

    def queryset(self) -> models.QuerySet:
        """Return the businesses with their states."""
        found: Any = super().queryset()  # of businesses
        return found.with_state()


class BusinessDetail(RecordDetail):
    """A business and its notices, which are its course."""

    def more(self, record: Business) -> dict[str, object]:
        """Return the notices this user may open, and how many there are besides."""
        notices = record.notices.select_related("division__department")
        visible = notices.visible_to(self.request.user).order_by("notified_on", "number")
        table = BusinessNoticeTable(visible, orderable=False)
        return {"table": table, "others": notices.count() - len(table.rows)}


class NoticeDetail(RecordDetail):
    """A notice, and the way to its business."""

    def more(self, record: BusinessNotice) -> dict[str, object]:
        """Return the business where this user may open it: it may be another division's now."""
        visible = Business.objects.visible_to(self.request.user)
        return {"business": visible.filter(pk=record.business_id).first()}
