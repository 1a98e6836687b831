"""What a page asks before a valid form is saved: all of it at once, each with a tick beside it."""

from django import forms
from django.http import QueryDict

from kurume_privacy.records.duplicates import same_as
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.personal_texts import personal_texts

LIKE_ANOTHER = (
    "同じ内容の記録「{}」が、既にあります。別の記録のときは、下の"
    "「別の記録なので、登録する」に印を付けて、もう一度保存してください。"
)
TAKE_OUT = (
    "{}消してから、保存してください。個人番号などでないときは、下の"
    "「個人番号などではないので、保存する」に印を付けて、もう一度保存してください。"
)


class DoubtForm(forms.Form):
    """A word for each doubt: that the record is another one, that a text is nobody's number."""

    same = forms.BooleanField(label="別の記録なので、登録する", template_name="desk/tick.html")
    not_personal = forms.BooleanField(
        label="個人番号などではないので、保存する",
        required=False,  # what the text holds may be taken out instead
        template_name="desk/tick.html",
    )


def ask(form: RecordForm, sent: QueryDict) -> dict[str, object]:
    """Say in a valid form what speaks against saving it; return what its page asks for that.

    Nothing where there is no doubt, or each had its tick. What was ticked stays so while the other
    is asked about: both ticks are sent together.
    """
    same, personal = same_as(form), list(personal_texts(form))
    raised = {"same": same is not None, "not_personal": bool(personal)}
    if all(name in sent for name, doubted in raised.items() if doubted):
        return {}
    if same is not None and "same" not in sent:
        form.add_error(None, LIKE_ANOTHER.format(same))
    for found in personal if "not_personal" not in sent else ():
        found.form.add_error(found.name, TAKE_OUT.format(found.sentence))
    asked = DoubtForm(initial={name: name in sent for name in raised})
    return {"same": same, "doubts": [asked[name] for name, doubted in raised.items() if doubted]}
