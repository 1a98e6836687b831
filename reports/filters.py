"""What the lists of 告示, 職員研修及び意識啓発 and the office's own wording can be filtered by."""

import django_filters

from kurume_privacy.desk.filters import RecordFilter, SearchFilter, YearFilter, span_filters
from reports.models import PublicNotice, Training, Wording, wordable


class PublicNoticeFilter(RecordFilter):
    """告示: by year, number and date."""

    year = YearFilter(PublicNotice, label="報告の年度")
    number = django_filters.NumberFilter(label="告示番号", min_value=0, max_value=9_999_999)
    published_on_from, published_on_until = span_filters("published_on", "公表日")

    class Meta:
        model = PublicNotice
        fields = ()


class TrainingFilter(RecordFilter):
    """職員研修及び意識啓発: by year and text."""

    year = YearFilter(Training)
    q = SearchFilter(Training)

    class Meta:
        model = Training
        fields = ()


class WordingFilter(RecordFilter):
    """報告書の文: by year, paragraph and text."""

    year = YearFilter(Wording)
    paragraph = django_filters.ChoiceFilter(label="段落", choices=wordable)
    q = SearchFilter(Wording)

    class Meta:
        model = Wording
        fields = ()
