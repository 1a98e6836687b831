"""What the pages of an import ask for: the file, and a word about what speaks against it."""

from pathlib import PurePosixPath

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kurume_privacy.models import Import
from kurume_privacy.models.imported import LONGEST_NAME
from kurume_privacy.text import is_unprintable
from kurume_privacy.workbook.outcomes import ImportResult
from kurume_privacy.xlsx.refusals import MOST_BYTES, TOO_LARGE

LONGEST_REASON = 100  # as long as the history keeps one
NOT_CHOSEN = "ファイルを選んでください。"


class FileForm(forms.Form):
    """The file to take in; with another one that it takes the place of, once mended."""

    file = forms.FileField(
        label="取り込むファイル",
        help_text="Excelブック（.xlsx）かCSV（.csv）。20MB、10万行まで。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "invalid": NOT_CHOSEN,
            "empty": "ファイルに何も入っていません。中身を確かめて、選び直してください。",
        },
    )
    instead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile:
        """Refuse what is too big before it is read."""
        chosen = self.cleaned_data["file"]
        if chosen.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return chosen


class ConfirmForm(forms.Form):
    """The last word before an import, and one more for each thing that speaks against it.

    That is records which may be there twice, and texts that look like what no record may hold.
    """

    def __init__(self, *args, duplicates: int = 0, personal: int = 0, **options):
        super().__init__(*args, **options)
        if duplicates:
            self.fields["same"] = forms.BooleanField(
                label=f"重複かもしれない{duplicates}件も、新しい記録として登録する",
                template_name="desk/tick.html",
                error_messages={
                    "required": "重複でないことを確かめて、印を付けてください。"
                    "重複のときは、その行をファイルから除いて、選び直してください。"
                },
            )
        if personal:
            self.fields["not_personal"] = forms.BooleanField(
                label=f"個人番号などではないので、取り込む（{personal}件）",
                template_name="desk/tick.html",
                error_messages={
                    "required": "個人番号などでないことを確かめて、印を付けてください。"
                    "個人番号などのときは、ファイルから消して、選び直してください。"
                },
            )

    @classmethod
    def of(cls, result: ImportResult, *sent) -> "ConfirmForm":
        """Return the form that asks about what was found in a file."""
        return cls(*sent, duplicates=result.possible_duplicates, personal=result.personal)


def kept_name(name: str) -> str:
    """Return the name of a file as it is kept: not too long, its ending left on."""
    return shortened("".join(sign for sign in name if not is_unprintable(sign)), LONGEST_NAME)


def reason_of(chosen: Import) -> str:
    """Return what the history of every record says: 取込み「名簿.xlsx」（第12号）."""
    rest = f"取込み「」（第{chosen.pk}号）"
    return rest.replace("「」", f"「{shortened(chosen.name, LONGEST_REASON - len(rest))}」")


def shortened(name: str, longest: int) -> str:
    """Return a file's name in so many signs, its ending left on."""
    if len(name) <= longest:
        return name
    ending = PurePosixPath(name).suffix[:10]
    return f"{name[: longest - len(ending) - 1]}…{ending}"
