"""The forms of 個人情報業務 and its notices."""

from kurume_privacy.forms import RecordForm, RecordMeta
from registrations.models import Business, BusinessNotice


class BusinessForm(RecordForm):
    """個人情報業務."""

    carried = ("division",)
    not_copied = ()

    class Meta(RecordMeta):
        model = Business
        fields = ["name", "division"]


class BusinessNoticeForm(RecordForm):
    """業務の届出."""

    carried = ("notified_on", "kind", "division")

    class Meta(RecordMeta):
        model = BusinessNotice
        fields = ["number", "notified_on", "kind", "business", "name", "division"]
