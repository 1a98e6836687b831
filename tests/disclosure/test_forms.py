"""A request, its corrections and its dispositions are one form; what does not fit is refused."""

from datetime import date

import pytest

from disclosure.forms import DisclosureRequestForm, DispositionForm
from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.models import Role
from tests import factories
from tests.disclosure.sent import answer, whole
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


def test_a_clause_whose_number_no_column_holds_is_refused_in_a_sentence():
    form = DispositionForm({"clauses": ["9" * 23]})
    assert "clauses" in form.errors


def test_a_file_without_the_column_of_a_reason_says_what_is_missing():
    earlier = factories.disposition(
        request=factories.disclosure_request(number=1, received_on=date(2026, 4, 1)),
        carried_out_on=date(2026, 4, 20),
    )
    kind = factories.kind("訂正", ACT).pk
    typed = {"received_on": "？", "kind": kind, "method": "", "earlier_request": "R8-1"}
    data = whole(**typed, way="counter", specific="none")
    assert earlier.request.number == 1
    assert "earlier_reason" not in data
    assert list(form(data).errors) == ["received_on"]
