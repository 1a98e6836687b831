"""Requests and dispositions are named by year and number, as the paper has them."""

from datetime import date

import pytest

from disclosure.forms import DisclosureRequestForm
from disclosure.review_forms import ReviewRequestForm
from tests import factories
from tests.disclosure.sent import sent, whole
from tests.disclosure.test_forms import complaints, form, stored_with
from tests.factories import ACT

pytestmark = pytest.mark.django_db


# The earlier request, by its number


def following(**fields):
    """Return what is sent for a request to correct, under the Act."""
    law = {
        "received_on": "R8.6.1",
        "kind": factories.kind("訂正", ACT).pk,
        "method": "",
    }
    return whole(**law | fields)


@pytest.mark.parametrize(
    "typed",
    [
        "令和7年度第12号",
        "R7-12",
        "Ｒ７－１２",
        "令和７年度　第１２号",
        "2025-12",
        "令和7年度開示請求第12号",
    ],
)
def test_the_earlier_request_is_found_by_its_number(typed):
    earlier = factories.disclosure_request(number=12, received_on=date(2025, 6, 2))
    made = form(following(earlier_request=typed))
    assert complaints(made) == []
    assert made.save().earlier_request == earlier


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12", "「12」は、年度と番号として読めません。例：令和3年度第12号、R3-12"),
        ("R7-13", "令和7年度第13号の開示等請求は見つかりません。"),
        ("X7-13", "元号「X」は分かりません。"),
        ("あ" * 61, "長すぎます。例：令和3年度第12号、R3-12"),
    ],
)
def test_a_number_that_finds_nothing_says_why(typed, sentence):
    factories.disclosure_request(number=12, received_on=date(2025, 6, 2))
    assert complaints(form(following(earlier_request=typed))) == [sentence]


def test_a_clerk_finds_the_requests_of_the_own_division_only(city):
    factories.disclosure_request(number=12, received_on=date(2025, 6, 2), division=city.residents)
    made = form(following(earlier_request="R7-12"), user=factories.user())
    assert complaints(made) == ["令和7年度第12号の開示等請求は見つかりません。"]


def test_the_law_decides_what_may_name_an_earlier_request():
    factories.disclosure_request(number=12)
    made = form(whole(earlier_request="R3-12", received_on="R3.5.20"))
    assert complaints(made) == ["開示請求には、先の開示請求はありません。"]


def test_a_stored_earlier_request_is_shown_as_it_would_be_typed():
    factories.disclosure_request(number=12, received_on=date(2025, 6, 2))
    request = form(following(earlier_request="R7-12")).save()
    shown = DisclosureRequestForm(instance=request)
    page = str(shown["earlier_request"])
    assert 'value="令和7年度第12号"' in page
    assert "開示請求第12号（令和7年6月2日受付、総務部総務課）" in page


# An appeal names its disposition


def appeal(typed, **options):
    made = ReviewRequestForm(sent({"disposition": typed, "received_on": "R3.6.1"}), **options)
    made.is_valid()
    return made


def test_an_appeal_names_the_request_whose_only_disposition_it_is_about():
    disposition = stored_with()
    assert appeal("令和3年度第1号").save().disposition == disposition


@pytest.mark.parametrize("typed", ["R3-1-2", "令和3年度第1号②", "令和3年度第1号の処理2"])
def test_of_several_dispositions_the_place_is_named_too(typed):
    first = stored_with()
    second = factories.disposition(request=first.request, outcome=factories.outcome("不存在"))
    assert appeal(typed).save().disposition == second


def test_of_several_dispositions_the_choice_is_laid_out():
    first = stored_with()
    factories.disposition(request=first.request, outcome=factories.outcome("不存在"))
    (sentence,) = complaints(appeal("R3-1"))
    assert sentence == (
        "令和3年度第1号には処理が2件あります。次のどれかを入力してください："
        "令和3年度第1号-1（承諾、令和3年4月20日決定）、令和3年度第1号-2（不存在、令和3年4月20日決定）"
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("R3-2", "令和3年度第2号の処理は見つかりません。"),
        ("R3-1-3", "令和3年度第1号の処理は1件です。"),
        ("R3-1-0", "令和3年度第1号の処理は1件です。"),
    ],
)
def test_a_disposition_that_is_not_there_says_so(typed, sentence):
    stored_with()
    assert complaints(appeal(typed)) == [sentence]


def test_a_stored_disposition_is_shown_with_its_place_where_there_are_several():
    first = stored_with()
    second = factories.disposition(request=first.request, outcome=factories.outcome("不存在"))
    stored = factories.review_request(disposition=second, received_on=date(2021, 6, 1))
    page = str(ReviewRequestForm(instance=stored)["disposition"])
    assert 'value="令和3年度第1号-2"' in page
    assert "開示請求第1号 不存在（令和3年4月20日決定）" in page


def test_the_same_disposition_typed_otherwise_is_no_change():
    stored = factories.review_request(disposition=stored_with())
    data = {"number": stored.number, "disposition": "R3-1", "request": "R3-1"}
    data |= {"against": "disposition", "received_on": "R3.4.20"}
    assert not ReviewRequestForm(sent(data), instance=stored).has_changed()


def test_code_may_name_it_by_its_key():
    disposition = stored_with()
    made = ReviewRequestForm(
        {"number": 1, "disposition": disposition.pk, "received_on": date(2021, 6, 1)}
    )
    assert made.is_valid(), made.errors
    assert made.save().disposition == disposition
