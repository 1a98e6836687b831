"""The forms of the office: its own wording, and each step on the way to publication."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Inlines, Number, Paragraph
from kurume_privacy.records.fields import EraDateField, LinesField
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one
from reports.compiling.checks.wordings import typed_numbers
from reports.compiling.compile import generated_paragraphs
from reports.edition import placeholders
from reports.models import Wording, wordable
from reports.publishing.draft import Found


@dataclass(frozen=True)
class WordableParagraph:
    """A paragraph that may be worded, as the form explains it: its names with today's numbers."""

    title: str
    generated: str
    numbers: dict[str, Number]

    @property
    def names(self) -> list[str]:
        """The names of its numbers."""
        return list(self.numbers)

    def lists(self) -> list[tuple[str, dict[str, Number]]]:
        """Return the names in two lists, each with what folds it up: those of today, and zeros."""
        counted = {name: number for name, number in self.numbers.items() if number.value}
        zeros = {name: number for name, number in self.numbers.items() if not number.value}
        folded = f"今は0のもの（{len(zeros)}）" if counted else ""
        return [one for one in (("", counted), (folded, zeros)) if one[1]]


class WordingForm(RecordForm):
    """報告書の文."""

    groups = in_one("year", "paragraph", "text")
    not_copied = ("year",)

    class Meta(RecordMeta):
        model = Wording

    def __init__(self, *args, **options):
        """Begin with what the paragraph says today; what it begins with is remembered.

        A copy keeps its own words.
        """
        super().__init__(*args, **options)
        self.stored_names = self.names()
        self.loaded = self.data.get("loaded", "") if self.is_bound else ""
        key = self.initial.get("paragraph")
        if key and (self.instance.pk or not self.initial.get("text")):
            self.initial["text"] = self.loaded = self.sentence(key)

    def clean(self):
        """Refuse a name that no number of the paragraph bears: it would be printed as typed.

        What the others stand for is kept with the text.
        """
        cleaned = super().clean()
        paragraph = self.paragraphs.get(cleaned.get("paragraph"))
        if paragraph is not None and "year" in cleaned:
            text = cleaned.get("text", "")
            kept = placeholders.bound(text, paragraph, self.instance.numbers)
            self._refuse_unknown(paragraph, text, kept)
            self.instance.numbers = kept
        return cleaned

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that differ; the text also where its names, or what they stand for, do.

        So what is saved as it was shown keeps today's names, and what an upgrade found without any
        keeps what they stand for.
        """
        changed = super().changed_data
        if self.instance.pk and "text" not in changed and self.names() != self.stored_names:
            return [*changed, "text"]
        return changed

    def names(self) -> tuple[list[str], dict[str, Any]]:
        """Return the names of the text, and what is kept of them."""
        return placeholders.called(self.instance.text), self.instance.numbers

    def sentence(self, key: str) -> str:
        """Return what a paragraph says today, as it would be typed: its numbers by their names.

        In the words of the record, of the year's stored wording, or as it is generated. Where the
        year's report has no such paragraph, the record's words as they are, or nothing.
        """
        paragraph = self.paragraphs.get(key)
        if paragraph is None:
            return self.instance.text
        stored = self.instance if self.instance.pk else self.stored_wording(key)
        content = paragraph.content
        if stored is not None:
            content = placeholders.fill(stored.text, paragraph, stored.numbers)
        return placeholders.as_typed(content, paragraph)

    def stored_wording(self, key: str) -> Wording | None:
        """Return the wording of the year that the office has stored for a paragraph."""
        return Wording.objects.in_year(self.reported).filter(paragraph=key).first()

    @property
    def known_already(self) -> Wording | None:
        """The stored wording of the chosen paragraph, while another is being entered."""
        return None if self.instance.pk else self.stored_wording(self["paragraph"].value() or "")

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed: the text is what the form began with, or blank."""
        typed, loaded = (
            " ".join(text.split()) for text in (self["text"].value() or "", self.loaded)
        )
        return typed in ("", loaded)

    def preview(self) -> Inlines:
        """Return the text as it would stand in the report, with the numbers of today."""
        paragraph = self.paragraphs.get(self["paragraph"].value())
        text = self["text"].value() or ""
        if not (paragraph and text):
            return ()
        kept = placeholders.bound(text, paragraph, self.instance.numbers)
        return placeholders.fill(text, paragraph, kept)

    def typed_digits(self) -> list[str]:
        """Return the numbers typed where a placeholder belongs: they would not follow a record."""
        return typed_numbers(self["text"].value() or "")

    def _refuse_unknown(self, paragraph: Paragraph, text: str, kept: placeholders.Bound) -> None:
        unknown = [
            name
            for name in dict.fromkeys(placeholders.called(text))
            if placeholders.found(name, paragraph, kept) is None
        ]
        if unknown:
            names = placeholders.names_of(paragraph)
            self.add_error("text", ValidationError(_sentence(unknown, names)))

    @cached_property
    def reported(self) -> FiscalYear:
        """The year the form is about: typed, stored, or else the one that ended last."""
        typed = self["year"].value()
        try:
            return FiscalYear.parse(str(typed))
        except ValueError:
            return FiscalYear.of(self.at.date()).previous

    @cached_property
    def paragraphs(self) -> dict[str, Paragraph]:
        """The paragraphs of that year as they are generated; some years lack one."""
        return generated_paragraphs(self.reported)

    def known(self) -> list[WordableParagraph]:
        """Return each paragraph with its generated text and the names of its numbers."""
        found = (self._explained(key, title) for key, title in wordable().items())
        return [paragraph for paragraph in found if paragraph is not None]

    def chosen(self) -> WordableParagraph | None:
        """Return the same of the chosen paragraph; nothing where the year lacks it."""
        key = self["paragraph"].value()
        return self._explained(key, wordable().get(key, ""))

    def _explained(self, key: str, title: str) -> WordableParagraph | None:
        found = self.paragraphs.get(key)
        if found is None:
            return None
        generated = placeholders.as_typed(found.content, found)
        return WordableParagraph(title, generated, placeholders.names_of(found))


class YesForm(forms.Form):
    """A step that asks for nothing but a yes."""


class ReasonForm(forms.Form):
    """A step that asks why; the reason is kept with it."""

    reason = LinesField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="手続の記録に残ります。",
        error_messages={"required": "理由を入力してください。"},
    )


class WithdrawalForm(ReasonForm):
    """A withdrawal: the office may say why, and need not."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = "書かなくてもかまいません。手続の記録に残ります。"


class ReopeningForm(ReasonForm):
    """A reopening: its reason is published with the errata."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].help_text = (
            "次の版の正誤表に、訂正の理由としてこのまま公表されます。"
            "氏名など、個人の分かることは書かないでください。"
        )


class PublicationForm(forms.Form):
    """公表: by which 告示 and on which day."""

    notice_number = forms.IntegerField(
        label="告示番号",
        min_value=1,
        max_value=9999,
        help_text="「久留米市告示第○号」の番号です。",
        error_messages={"required": "告示番号を入力してください。"},
    )
    published_on = EraDateField(
        label="公表日", error_messages={"required": "公表日を入力してください。"}
    )


class ExplanationForm(forms.Form):
    """The reason why a warning does not stand in the way of publication."""

    reason = LinesField(
        label="公表してよい理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="版とともに残ります。",
        error_messages={"required": "理由を入力してください。"},
    )

    @classmethod
    def of(cls, group: Found) -> "ExplanationForm":
        """Return the form of a warning with the reason that is known."""
        reason = group.explanation.reason if group.explanation else ""
        return cls(initial={"reason": reason}, auto_id=cls.ids(group.check))

    @staticmethod
    def ids(check: str) -> str:
        """Return what the ids of its controls are made of: the page has a form a warning."""
        return f"id_{check}_%s"


def _sentence(unknown: list[str], numbers: dict) -> str:
    called = "、".join(f"{{{name}}}" for name in unknown)
    known = "、".join(f"{{{name}}}" for name in numbers) or "ありません"
    return f"この段落には、{called}という名前の数はありません。使える名前：{known}"
