"""A request, its corrections and its dispositions are one form; what does not fit is refused."""

from datetime import date

import pytest

from disclosure.forms import DisclosureRequestForm, DispositionForm, ReviewRequestForm
from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.models import Role
from tests import factories
from tests.disclosure.sent import answer, sent, whole
from tests.factories import ACT

pytestmark = pytest.mark.django_db


def form(data, **options):
    made = DisclosureRequestForm(data, **options)
    made.is_valid()
    return made


def complaints(made):
    """Return every sentence of the form and its rows."""
    return [sentence for _, _, sentence in made.every_error()]


def stored_with(name="承諾", clauses=(), **fields):
    request = factories.disclosure_request(number=1, **fields)
    return factories.disposition(
        request=request,
        outcome=factories.outcome(name),
        clauses=[factories.clause(number) for number in clauses],
    )


# All in one go


def test_a_request_with_a_partly_granting_disposition_under_two_clauses_is_one_form():
    made = form(whole([answer("一部承諾", clauses=(1, 2))]))
    assert complaints(made) == []
    request = made.save()
    (disposition,) = request.dispositions.all()
    assert (request.number, str(disposition.outcome)) == (1, "一部承諾")
    assert [clause.number for clause in disposition.clauses.all()] == [1, 2]


def test_a_request_is_enough_the_blank_row_is_none():
    request = form(whole([{"outcome": "", "decided_on": ""}])).save()
    assert not request.dispositions.exists()


def test_the_course_is_entered_with_it():
    corrections = [{"requested_on": "2026-6-2", "completed_on": "2026-6-7"}]
    law = {
        "received_on": "R8.6.1",
        "kind": factories.kind(regime_name=ACT).pk,
        "method": factories.method(regime_name=ACT).pk,
    }
    request = form(whole(corrections=corrections, **law)).save()
    request.refresh_from_db()
    assert (request.original_due_on, request.due_on) == (date(2026, 7, 1), date(2026, 7, 6))


def test_several_dispositions_are_entered_at_once():
    request = form(whole([answer("一部承諾", clauses=(1,)), answer("不存在")])).save()
    assert request.dispositions.count() == 2


# Rows are judged with the request they come with, stored or not


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("一部承諾", ()), "一部承諾には、該当号を選んでください。"),
        (("承諾", (1,)), "開示請求の承諾には、該当号はありません。"),
    ],
)
def test_clauses_fit_the_outcome(row, sentence):
    assert complaints(form(whole([answer(*row)]))) == [sentence]


def test_clauses_are_of_the_same_law():
    row = answer("一部承諾") | {"clauses": [factories.clause(1, ACT).pk]}
    assert complaints(form(whole([row]))) == ["処理の区分と同じ適用法令の該当号を選んでください。"]


def test_a_correction_request_names_no_clauses():
    row = answer("一部承諾", clauses=(1,))
    made = form(whole([row], kind=factories.kind("訂正").pk, method=""))
    assert complaints(made) == ["訂正請求の一部承諾には、該当号はありません。"]


def test_the_outcome_is_of_the_law_of_the_request():
    row = answer("部分開示", clauses=(1,), regime_name=ACT)
    assert complaints(form(whole([row]))) == ["開示請求には「部分開示」はありません。"]


def test_nothing_is_decided_before_the_request_was_received():
    row = answer(decided_on="R3.4.19")
    assert complaints(form(whole([row]))) == ["決定日は、受付日以後の日にしてください。"]


def test_nothing_is_corrected_before_the_request_was_received():
    made = form(whole(corrections=[{"requested_on": "R3.4.19"}]))
    assert complaints(made) == ["補正を求めた日は、受付日以後の日にしてください。"]


def test_what_grants_nothing_is_not_carried_out():
    made = form(whole([answer("不存在", sheets="3")]))
    assert complaints(made) == ["不存在には、実施はありません。"]


@pytest.mark.parametrize("kind", ["", "999999", "開示"])
def test_without_a_kind_the_rows_are_left_alone(kind):
    made = form(whole([answer("一部承諾", clauses=(1,))], kind=kind))
    assert [label for _, label, _ in made.every_error()] == ["請求の種類"]


def test_without_a_date_the_rows_are_left_alone():
    made = form(whole([answer()], received_on="昨日"))
    assert [label for _, label, _ in made.every_error()] == ["受付日"]


def test_an_incomplete_row_is_named_with_all_that_it_lacks():
    made = form(whole([{"outcome": "", "decided_on": "R3.5.4"}]))
    assert len(complaints(made)) == 1
    assert not DisclosureRequest.objects.exists()


# The law narrows the request


def test_disclosure_needs_a_method():
    assert complaints(form(whole(method=""))) == ["開示の方法を選んでください。"]


def test_correction_has_no_method():
    made = form(whole(kind=factories.kind("訂正").pk))
    assert complaints(made) == ["訂正には開示の方法はありません。"]


def test_the_method_is_of_the_same_law():
    made = form(whole(method=factories.method(regime_name=ACT).pk))
    assert complaints(made) == ["請求の種類と同じ適用法令の方法を選んでください。"]


# A stored request


def kept(disposition, **fields):
    """Return the row of a stored disposition as the page has it."""
    return {
        "id": disposition.pk,
        "outcome": disposition.outcome_id,
        "decided_on": "R3.5.4",
        "clauses": [clause.pk for clause in disposition.clauses.all()],
    } | fields


def test_another_kind_that_the_stored_answer_does_not_fit_is_refused_at_the_answer():
    disposition = stored_with("一部承諾", clauses=(1,))
    data = whole([kept(disposition)], number="1", kind=factories.kind("訂正").pk, method="")
    made = form(data, instance=disposition.request)
    assert complaints(made) == ["訂正請求の一部承諾には、該当号はありません。"]


def test_another_kind_is_taken_when_the_same_page_mends_the_answer():
    disposition = stored_with("一部承諾", clauses=(1,))
    mended = kept(disposition, outcome=factories.outcome("承諾").pk, clauses=[])
    data = whole([mended], number="1", kind=factories.kind("訂正").pk, method="")
    made = form(data, instance=disposition.request)
    assert complaints(made) == []
    made.save()
    stored = Disposition.objects.get()
    assert (str(stored.request.kind), str(stored.outcome)) == ("訂正", "承諾")
    assert not stored.clauses.exists()


def test_another_kind_is_taken_when_the_same_page_removes_the_answer():
    disposition = stored_with("一部承諾", clauses=(1,))
    data = whole(
        [kept(disposition, DELETE="on")], number="1", kind=factories.kind("訂正").pk, method=""
    )
    made = form(data, instance=disposition.request)
    assert complaints(made) == []
    assert not made.save().dispositions.exists()


def test_an_answer_that_was_not_sent_along_is_judged_as_it_is_stored():
    disposition = stored_with("一部承諾", clauses=(1,))
    data = whole(number="1", kind=factories.kind("訂正").pk, method="")
    made = form(data, instance=disposition.request)
    assert complaints(made) == [
        "処理「一部承諾」と合いません。訂正請求の一部承諾には、該当号はありません。"
    ]


def test_a_later_receipt_is_taken_when_the_same_page_moves_the_correction():
    request = factories.disclosure_request(number=1)
    correction = factories.correction(request=request)
    row = {"id": correction.pk, "requested_on": "R3.4.30", "completed_on": ""}
    made = form(whole(corrections=[row], number="1", received_on="R3.4.25"), instance=request)
    assert complaints(made) == []


def test_a_disposition_that_was_appealed_against_stays():
    appeal = factories.review_request(disposition=stored_with())
    disposition = appeal.disposition
    data = whole([kept(disposition, DELETE="on")], number="1")
    made = form(data, instance=disposition.request)
    assert len(complaints(made)) == 1
    assert str(appeal) in complaints(made)[0]


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
    data = {"number": stored.number, "disposition": "R3-1", "received_on": "R3.4.20"}
    assert not ReviewRequestForm(sent(data), instance=stored).has_changed()


def test_code_may_name_it_by_its_key():
    disposition = stored_with()
    made = ReviewRequestForm(
        {"number": 1, "disposition": disposition.pk, "received_on": date(2021, 6, 1)}
    )
    assert made.is_valid(), made.errors
    assert made.save().disposition == disposition


# What the page is told


def test_today_s_law_is_offered_first_and_every_law_by_name():
    page = str(DisclosureRequestForm()["kind"])
    assert page.index(f'<optgroup label="{ACT}">') < page.index(
        f'<optgroup label="{factories.ORDINANCE}">'
    )
    assert 'data-from="2023-04-01" data-until=""' in page


def test_a_method_says_for_which_kinds_it_is():
    page = str(DisclosureRequestForm()["method"])
    assert 'data-narrowed-by="kind"' in page
    assert f'data-for="{factories.kind(regime_name=ACT).pk}"' in page


def test_a_clause_says_for_which_outcomes_and_kinds_it_is():
    page = str(DispositionForm()["clauses"])
    assert 'data-narrowed-by="outcome kind"' in page
    named = " ".join(str(factories.outcome(name).pk) for name in ("一部承諾", "拒否"))
    assert f'data-for-outcome="{named}"' in page
    assert f'data-for-kind="{factories.kind().pk}"' in page


def test_the_carrying_out_says_for_which_outcomes_it_is():
    granted = [str(row.pk) for row in factories.regime().outcome_set.exclude(carrying_out="none")]
    field = str(DispositionForm()["sheets"])
    assert 'data-narrowed-by="outcome"' in field
    assert " ".join(granted) in field


def test_what_is_carried_to_the_next_entry():
    assert DisclosureRequestForm.carried == ("received_on", "division", "kind", "method")


def test_the_office_is_offered_every_division(city):
    made = DisclosureRequestForm(user=factories.user("office", Role.OFFICE))
    assert made.fields["division"].queryset.count() == 4
