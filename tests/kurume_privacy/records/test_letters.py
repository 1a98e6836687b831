"""What no new text may have is refused with its code and its place, in every form alike."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kurume_privacy.desk.administration.ledgers import LEDGERS as ADMINISTRATORS
from kurume_privacy.desk.remove import DeletionForm
from kurume_privacy.models import Role
from kurume_privacy.records import history
from kurume_privacy.records.fields import LineField
from kurume_privacy.records.letters import refuse_control_characters, refuse_letters
from outside_use.forms import UseNoticeForm
from outside_use.models import UseNotice
from reports.desk.forms import ExplanationForm, ReasonForm
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.desk import errors, filled, log_in_as
from tests.excel import checked, csv_file, said, taken_in

HIDDEN = (
    "使えない文字（見えずに文字の並びを変える、{}）が、{}にあります。"
    "前後の文字とともに消して、入力し直してください。"
)
UNASSIGNED = (
    "外字など、機械によって別の文字になる文字（{}）が、{}にあります。"
    "通常の漢字かひらがなで入力してください。"
)
CONTROL = "使えない文字（制御文字、{}）が、{}にあります。取り除いてください。"


def sentences(refuse, text):
    with pytest.raises(ValidationError) as refusal:
        refuse(text)
    return refusal.value.messages


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("12\u202e件", HIDDEN.format("U+202E", "「12」の後")),
            ("氏名\n\u2067住所", HIDDEN.format("U+2067", "行の先頭")),
            ("\u200f氏名", HIDDEN.format("U+200F", "行の先頭")),
            ("山\ue000", UNASSIGNED.format("U+E000", "「山」の後")),
            ("\U000f0001", UNASSIGNED.format("U+F0001", "行の先頭")),
            ("氏\u0378", UNASSIGNED.format("U+0378", "「氏」の後")),
        ],
    )
    def test_what_deceives_or_is_another_letter_elsewhere(self, text, sentence):
        assert sentences(refuse_letters, text) == [sentence]
        refuse_control_characters(text)

    @pytest.mark.parametrize(
        ("text", "code", "place"),
        [
            ("\x00", "U+0000", "行の先頭"),
            ("a\x07b", "U+0007", "「a」の後"),
            ("氏名\r\n\x7f", "U+007F", "行の先頭"),
            ("\ud800", "U+D800", "行の先頭"),
            ("一二三四五六七八九\ufffe", "U+FFFE", "「二三四五六七八九」の後"),
        ],
    )
    def test_control_characters(self, text, code, place):
        assert sentences(refuse_control_characters, text) == [CONTROL.format(code, place)]

    def test_beside_another_that_no_page_shows_as_what_it_was(self):
        assert sentences(refuse_letters, "山\ue000田\u202e") == [
            HIDDEN.format("U+202E", "「山〓田」の後"),
            UNASSIGNED.format("U+E000", "「山」の後"),
        ]

    def test_the_first_three_in_their_order(self):
        said = sentences(refuse_letters, "一\ue003二\ue001三\ue003四\ue000五\ue004")
        assert [sentence[sentence.index("U+") :][:6] for sentence in said] == [
            "U+E003",
            "U+E001",
            "U+E000",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "氏名\r\n住所\t電話",
            "😀",
            "𠮷",
            "\ufa19",
            "葛\U000e0100",
            "辻\ufe00",
            "か\u3099",
            "한국",
            "①㈱",
        ],
    )
    def test_no_letter_of_a_name_nor_line_break(self, text):
        refuse_letters(text)
        refuse_control_characters(text)


def every_form(form):
    """Yield a kind of form and those of its rows."""
    yield form
    for rows in form.rows.values():
        yield from every_form(rows.form)


FORMS = [form for ledger in LEDGERS for form in every_form(ledger.form)] + [
    ledger.form for ledger in ADMINISTRATORS
]
FIELDS = [
    pytest.param(field, id=f"{form.__name__}.{name}")
    for form in FORMS
    for name, field in form.base_fields.items()
    if isinstance(field, LineField)
]
OTHERS = [form.base_fields["reason"] for form in (DeletionForm, ReasonForm, ExplanationForm)]


class TestEveryForm:
    @pytest.mark.parametrize("field", [*FIELDS, *OTHERS])
    def test_refuses_them_and_leaves_out_what_nobody_sees(self, field):
        for text, sentence in (
            ("12\u202e件", HIDDEN.format("U+202E", "「12」の後")),
            ("山\ue000", UNASSIGNED.format("U+E000", "「山」の後")),
            ("a\x07b", CONTROL.format("U+0007", "「a」の後")),
        ):
            assert sentences(field.clean, text) == [sentence]
        assert field.clean("\ufeff山\u200b田\u00ad \u2060") == "山田"
        assert field.clean("𠮷\U000e0100") == "𠮷\U000e0100"

    def test_has_no_text_that_is_read_otherwise(self):
        texts = {
            f"{form.__name__}.{name}"
            for form in FORMS
            for name, field in form.base_fields.items()
            if type(field) is forms.CharField
        }
        assert texts == set()


@pytest.mark.django_db
class TestAtTheDesk:
    def test_a_form_says_it_beside_the_field_and_keeps_what_was_typed(self):
        notice = factories.use_notice(items="氏名")
        office, page = log_in_as(), f"{notice.get_absolute_url()}edit/"
        answer = office.post(page, filled(office.get(page), items="住所\ue000"))
        assert errors(answer) == {"利用・提供した項目": UNASSIGNED.format("U+E000", "「住所」の後")}
        assert "住所\ue000" in answer.content.decode()
        assert UseNotice.objects.get().items == "氏名"

    def test_what_is_stored_already_may_stay_but_not_be_typed_anew(self):
        notice = factories.use_notice(items="\ue000氏名", used_business="12\u202e件")
        office, page = log_in_as(), f"{notice.get_absolute_url()}edit/"
        sent = filled(office.get(page), notified_on="R3.4.21")
        assert office.post(page, sent).status_code == 302
        notice.refresh_from_db()
        assert (notice.notified_on, notice.items) == (date(2021, 4, 21), "\ue000氏名")
        again = office.post(page, filled(office.get(page), items="\ue000氏名、住所"))
        assert [*errors(again)] == ["利用・提供した項目"]

    def test_what_nobody_sees_is_no_change_and_goes_with_the_next(self):
        notice = factories.use_notice(items="氏\u200b名", used_business="業\ufeff務")
        office, page = log_in_as(), f"{notice.get_absolute_url()}edit/"
        assert office.post(page, filled(office.get(page))).status_code == 302
        assert len(history.changes(notice)) == 1
        sent = filled(office.get(page), notified_on="R3.4.21")
        assert office.post(page, sent).status_code == 302
        notice.refresh_from_db()
        assert (notice.items, notice.used_business) == ("氏名", "業務")

    def test_a_form_of_one_ledger_is_no_other_form_s(self):
        factories.use_notice(items="\ue000")
        assert UseNoticeForm(instance=UseNotice.objects.get()).fields["items"].stored == "\ue000"
        assert UseNoticeForm.base_fields["items"].stored is None

    def test_a_file_is_read_alike(self):
        office = factories.user("office", Role.OFFICE)
        heads = ["届出番号", "届出日", "区分", "所管課", "根拠", "利用・提供した項目"]
        line = [1, "R3.4.20\u200b", "目的外利用", "総務\u200b課", "法令\ufeff", "氏\u200b名"]
        assert taken_in("usenotice", csv_file(heads, line), office, "記録.csv").counts
        assert UseNotice.objects.get().items == "氏名"
        line[0], line[-1] = 2, "住所\ue000"
        result = checked("usenotice", csv_file(heads, line), office, "記録.csv")
        sentence = UNASSIGNED.format("U+E000", "「住所」の後")
        assert said(result) == [(2, "利用・提供した項目", sentence)]
