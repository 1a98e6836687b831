"""Public notices, training and the office's own wording: one that fits, one that is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.models import PublicNotice, Training, Wording
from tests import factories
from tests.factories import refused, refused_by_database, saved

pytestmark = pytest.mark.django_db


# The notice that published a report


def test_a_report_is_published_after_its_year():
    notice = factories.public_notice(2020, number=260, published_on=date(2021, 4, 1))
    assert str(notice) == "久留米市告示第260号"
    assert notice.on_website


@pytest.mark.parametrize("day", [date(2020, 4, 1), date(2021, 3, 31)])
def test_a_report_published_within_its_year_is_refused(day):
    notice = factories.public_notice(2020)
    notice.published_on = day
    refused(notice, "公表日は、報告の年度の後の日にしてください。", at="published_on")


def test_a_report_published_before_its_year_is_refused():
    notice = factories.public_notice(2020)
    notice.published_on = date(2020, 3, 31)
    refused(notice, "公表日は、報告の年度の後の日にしてください。", at="published_on")


def test_a_report_is_published_once():
    factories.public_notice(2020)
    again = PublicNotice(year=2020, published_on=date(2021, 7, 1), number=1)
    refused(again, "この年度の報告書の告示は、既に登録されています。", at="year")


@pytest.mark.parametrize("field", ["year", "published_on", "number"])
def test_a_public_notice_without_one_of_its_parts_is_told_which(field):
    record = factories.public_notice()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_every_year_has_its_notice():
    later, earlier = factories.public_notice(2021), factories.public_notice(2020)
    assert list(PublicNotice.objects.all()) == [earlier, later]
    assert PublicNotice.objects.in_year(FiscalYear(2020)).get() == earlier


# Training


def test_training_belongs_to_a_month():
    training = factories.training(month=date(2021, 4, 1), content="新規採用職員研修")
    assert str(training) == "令和3年4月 新規採用職員研修"
    assert training.year == 2021


def test_only_the_month_counts():
    assert factories.training(month=date(2022, 3, 31)).month == date(2022, 3, 1)


def test_the_same_training_stands_once_in_a_month():
    factories.training(month=date(2021, 4, 1), content="新規採用職員研修")
    again = Training(month=date(2021, 4, 1), content="新規採用職員研修")
    refused(again, "この月には、同じ内容の記録が既にあります。")
    refused_by_database(again, "training_once_a_month")


def test_another_day_of_the_month_is_the_same_month():
    factories.training(month=date(2021, 4, 1), content="新規採用職員研修")
    again = Training(month=date(2021, 4, 30), content="新規採用職員研修")
    refused(again, "この月には、同じ内容の記録が既にあります。")


def test_training_may_be_repeated_or_accompanied():
    factories.training(month=date(2021, 4, 1), content="新規採用職員研修")
    factories.training(month=date(2021, 5, 1), content="新規採用職員研修")
    factories.training(month=date(2021, 4, 1), content="所属長研修")


def test_training_stands_in_the_order_of_months():
    late = factories.training(month=date(2022, 1, 1), order=0)
    second = factories.training(month=date(2021, 4, 1), order=2, content="所属長研修")
    first = factories.training(month=date(2021, 4, 1), order=1)
    assert list(Training.objects.all()) == [first, second, late]
    assert list(Training.objects.in_year(FiscalYear(2021))) == [first, second, late]


def test_training_without_a_month_or_content_is_told_so():
    with pytest.raises(ValidationError) as refusal:
        Training().full_clean()
    assert set(refusal.value.message_dict) == {"month", "content"}


# The office's own wording


def test_a_paragraph_may_be_worded_by_the_office():
    wording = factories.wording(text="本人同意が{本人同意}件、法令が{法令}件です。")
    assert str(wording) == "令和3年度 3 目的外利用の根拠の内訳"


@pytest.mark.parametrize(
    "text", ["本人同意{本人同意", "本人同意}件", "{}件", "{{本人同意}}件", "{本人{同意}}"]
)
def test_braces_that_do_not_pair_are_refused(text):
    wording = factories.wording()
    wording.text = text
    refused(wording, "かっこ{ }は、名前を挟んで対にしてください。", at="text")


def test_wording_may_be_without_numbers():
    factories.wording(text="審査請求はありませんでした。")


def test_a_paragraph_is_worded_once_in_a_year():
    factories.wording(year=2021, paragraph="disclosure.requests")
    again = Wording(year=2021, paragraph="disclosure.requests", text="なし")
    refused(again, "この年度のこの段落には、既に文があります。")
    refused_by_database(again, "wording_once")


def test_other_years_and_other_paragraphs_have_their_own():
    factories.wording(year=2021, paragraph="disclosure.requests")
    factories.wording(year=2022, paragraph="disclosure.requests")
    factories.wording(year=2021, paragraph="outside_use.notices")


@pytest.mark.parametrize(
    "record",
    [
        PublicNotice(year=1, published_on=date(2021, 6, 30), number=1),
        Wording(year=1, paragraph="disclosure.requests", text="なし"),
    ],
    ids=["PublicNotice", "Wording"],
)
def test_a_year_that_cannot_be_named_is_refused(record):
    refused(record, "1年度は扱えません。", at="year")


@pytest.mark.parametrize("field", ["year", "paragraph", "text"])
def test_a_wording_without_one_of_its_parts_is_told_which(field):
    record = factories.wording()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_wording_may_be_replaced():
    wording = factories.wording(text="{本人同意}件")
    wording.text = "{法令}件"
    saved(wording)
    assert [past.text for past in wording.history.all()] == ["{法令}件", "{本人同意}件"]
