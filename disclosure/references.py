"""Requests and dispositions as people name them: 令和3年度第12号, R3-12, and R3-12-2.

A list of a hundred thousand requests is no choice; the number stands on the paper.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.calendar.numbering import EXAMPLES, Reference, read_reference
from kurume_privacy.models import ORGANISATION

LONGEST = 60
SEVERAL_EXAMPLES = f"{EXAMPLES}。処理が2件以上あるときは、その順番も：R3-12-2"


def disposition_reference(disposition: Disposition) -> str:
    """Return 令和3年度第12号, with -2 for the second of several."""
    request = disposition.request
    answers = [answer.pk for answer in request.dispositions.all()]
    place = f"-{answers.index(disposition.pk) + 1}" if len(answers) > 1 else ""
    return f"{request.reference}{place}"


def read(typed: str) -> Reference:
    """Read the year, the number and, if it is there, the place of the disposition.

    Raises ``ValidationError`` with a Japanese sentence.
    """
    try:
        return read_reference(typed)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class ReferenceInput(forms.TextInput):
    """A record as text, with what was found beside it."""

    template_name = "disclosure/widgets/reference.html"

    def get_context(self, name, value, attrs):
        """Add what the text refers to."""
        context = super().get_context(name, value, attrs)
        context["echo"] = self.choices.field.echo(value)
        return context


class ReferenceField(forms.ModelChoiceField):
    """A record named by year and number, out of those the user may see.

    A key is taken from code, as an ``int``; a page sends text only.
    """

    widget = ReferenceInput
    examples = EXAMPLES

    def __init__(self, queryset: models.QuerySet, **options):
        options["help_text"] = "".join(filter(None, (options.get("help_text"), self.examples)))
        super().__init__(queryset, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        """Say how long it can be, and that no browser knows it."""
        return super().widget_attrs(widget) | {"maxlength": LONGEST, "autocomplete": "off"}

    def to_python(self, value: object) -> models.Model | None:
        """Find what was typed, or say why it cannot be found."""
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(value, int):
            return super().to_python(value)
        typed = (value or "").strip()
        if len(typed) > LONGEST:
            raise ValidationError(f"長すぎます。{EXAMPLES}")
        return self.find(typed) if typed else None

    def prepare_value(self, value: object) -> object:
        """Show a stored record as it would be typed."""
        if not isinstance(value, int | models.Model):
            return value
        record = self._stored(value)
        return "" if record is None else self.reference(record)

    def has_changed(self, initial: object, data: object) -> bool:
        """Say whether another record is named than is stored."""
        try:
            found = self.to_python(data)
        except ValidationError:
            return True
        return (found and found.pk) != (
            initial.pk if isinstance(initial, models.Model) else initial
        )

    def echo(self, typed: object) -> str:
        """Return what a text refers to, or nothing."""
        try:
            record = self.to_python(typed)
        except ValidationError:
            return ""
        return "" if record is None else self.described(record)

    def _stored(self, value: object) -> models.Model | None:
        key = value.pk if isinstance(value, models.Model) else value
        return self.queryset.filter(pk=key).first()


class RequestField(ReferenceField):
    """A request by its year and number."""

    def __init__(self, queryset: models.QuerySet | None = None, **options):
        found = DisclosureRequest.objects.all() if queryset is None else queryset
        super().__init__(found.select_related("kind", ORGANISATION), **options)

    @staticmethod
    def reference(request: DisclosureRequest) -> str:
        """Return 令和3年度第12号, which finds the request again."""
        return request.reference

    def find(self, typed: str) -> DisclosureRequest:
        """Return the request of this year and number."""
        year, number, _ = read(typed)
        found = self.queryset.filter(year=int(year), number=number).first()
        if found is None:
            raise ValidationError(f"{year}第{number}号の開示等請求は見つかりません。")
        return found

    def described(self, request: DisclosureRequest) -> str:
        """Return 開示請求第12号（令和3年4月20日受付、総務部総務課）."""
        return f"{request}（{era_date(request.received_on)}受付、{request.division}）"


class DispositionField(ReferenceField):
    """A disposition by the number of its request, and by its place where there are several."""

    examples = SEVERAL_EXAMPLES
    reference = staticmethod(disposition_reference)

    def __init__(self, queryset: models.QuerySet | None = None, **options):
        found = Disposition.objects.all() if queryset is None else queryset
        super().__init__(found.select_related("outcome", "request__kind"), **options)

    def find(self, typed: str) -> Disposition:
        """Return the disposition at its place among those of its request."""
        year, number, place = read(typed)
        named = f"{year}第{number}号"
        answers = list(self.queryset.filter(request__year=int(year), request__number=number))
        if not answers:
            raise ValidationError(f"{named}の処理は見つかりません。")
        if place is None and len(answers) > 1:
            raise ValidationError(_which(named, answers))
        place = 1 if place is None else place
        if not 1 <= place <= len(answers):
            raise ValidationError(f"{named}の処理は{len(answers)}件です。")
        return answers[place - 1]

    def described(self, disposition: Disposition) -> str:
        """Return 開示請求第12号 一部承諾（令和3年5月4日決定）."""
        return f"{disposition}（{era_date(disposition.decided_on)}決定）"


def _which(named: str, answers: list[Disposition]) -> str:
    """Ask which of several dispositions is meant."""
    listed = "、".join(
        f"{named}-{place}（{answer.outcome}、{era_date(answer.decided_on)}決定）"
        for place, answer in enumerate(answers, 1)
    )
    return f"{named}には処理が{len(answers)}件あります。次のどれかを入力してください：{listed}"
