"""What the pages of an import ask for: the file, and a word about what may be there twice."""

from pathlib import PurePosixPath

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kurume_privacy.models import Import
from kurume_privacy.models.imported import LONGEST_NAME
from kurume_privacy.text import is_unprintable
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
    """The last word before an import: said twice where records may be there twice."""

    def __init__(self, *args, duplicates: int = 0, **options):
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
