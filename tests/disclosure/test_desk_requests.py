"""The desk of requests: entered in one go, found, followed, and explained day by day."""

from datetime import date

import pytest
from django.urls import reverse

from disclosure.models import DisclosureRequest, Disposition, RequestState
from kurume_privacy.models import Role
from tests import factories
from tests.disclosure.sent import answer, by_browser, whole
from tests.factories import ACT

LIST = reverse("disclosure:disclosurerequest_list")
NEW = reverse("disclosure:disclosurerequest_create")


@pytest.fixture
def clerk(client, city):
    """A clerk of 総務課, logged in."""
    client.force_login(factories.user())
    return client


@pytest.fixture
def office(client, city):
    """The office, logged in."""
    client.force_login(factories.user("office", Role.OFFICE))
    return client


def page(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def at(request, name="detail"):
    return reverse(f"disclosure:disclosurerequest_{name}", args=[request.pk])


# Entering


def test_a_clerk_enters_a_request_with_its_disposition_and_goes_on_to_the_next(clerk):
    data = whole([answer("一部承諾", clauses=(1, 2))])
    response = clerk.post(NEW, by_browser(data, then="another"), follow=True)
    (disposition,) = Disposition.objects.all()
    assert [clause.number for clause in disposition.clauses.all()] == [1, 2]
    assert "開示等請求「令和3年度 開示請求第1号」を保存しました。" in page(response)
    form = response.context["form"]
    carried = {"received_on": date(2021, 4, 20), "kind": factories.kind().pk}
    assert {name: form.initial[name] for name in carried} == carried
    assert 'value="令和3年4月20日"' in page(response)


def test_one_more_disposition_can_be_asked_for_without_script(clerk):
    shown = page(clerk.post(NEW, by_browser(whole([answer()]), add="dispositions")))
    assert 'name="dispositions-1-outcome"' in shown
    assert "エラー" not in shown
    assert not DisclosureRequest.objects.exists()


def test_what_does_not_fit_is_named_with_the_way_to_its_control(clerk):
    response = clerk.post(NEW, by_browser(whole([answer("一部承諾")])))
    assert response.status_code == 422
    shown = response.content.decode()
    assert 'href="#id_dispositions-0-clauses"' in shown
    assert 'id="id_dispositions-0-clauses"' in shown
    assert not DisclosureRequest.objects.exists()


def test_a_clerk_enters_nothing_for_another_division(clerk, city):
    response = clerk.post(NEW, by_browser(whole(division=city.residents.pk)))
    assert response.status_code == 422
    assert not DisclosureRequest.objects.exists()


def test_a_copy_begins_with_what_stays_the_same(clerk):
    request = factories.disclosure_request(number=7, subject="住民票の交付記録")
    initial = clerk.get(NEW, {"copy": request.pk}).context["form"].initial
    assert initial["subject"] == "住民票の交付記録"
    assert not {"number", "extended_on", "special_notified_on", "transferred_from"} & set(initial)
    assert (initial["requester"], initial["way"]) == ("", "")


def test_what_follows_a_disclosure_begins_with_its_number(clerk):
    request = factories.disclosure_request(number=7)
    link = f"{NEW}?earlier_request="
    assert link in page(clerk.get(at(request)))
    shown = page(clerk.get(NEW, {"earlier_request": "令和3年度第7号"}))
    assert 'value="令和3年度第7号"' in shown
    assert "開示請求第7号（令和3年4月20日受付、総務部総務課）" in shown


def test_whoever_edits_sees_the_rows_and_changes_them(clerk):
    disposition = factories.disposition(request=factories.disclosure_request(number=1))
    request = disposition.request
    shown = page(clerk.get(at(request, "update")))
    assert f'value="{disposition.pk}"' in shown
    version = clerk.get(at(request, "update")).context["version"]
    row = answer("不存在", id=disposition.pk)
    clerk.post(at(request, "update"), by_browser(whole([row], number="1", version=version)))
    assert str(Disposition.objects.get().outcome) == "不存在"


# One request


def test_the_course_is_told_in_the_order_of_the_days(office):
    request = factories.disclosure_request(
        received_on=date(2026, 6, 1),
        extended_on=date(2026, 6, 20),
        extension_days=10,
        extension_reason="量が多いため",
    )
    factories.third_party(request=request, asked_on=date(2026, 6, 15))
    factories.correction(
        request=request, requested_on=date(2026, 6, 3), completed_on=date(2026, 6, 8)
    )
    disposition = factories.disposition(
        request=request,
        outcome=factories.outcome("部分開示", ACT),
        clauses=[factories.clause(2, ACT)],
        decided_on=date(2026, 7, 1),
        carried_out_on=date(2026, 7, 10),
        sheets=3,
        fee=30,
    )
    factories.review_request(disposition=disposition, received_on=date(2026, 7, 20), number=1)
    context = office.get(at(request)).context
    assert [(event.day.month, event.day.day, event.what) for event in context["course"]] == [
        (6, 1, "受付"),
        (6, 3, "補正を求めた"),
        (6, 8, "補正された"),
        (6, 15, "第三者に意見を求めた"),
        (6, 20, "期限を延長した"),
        (7, 1, "決定：部分開示"),
        (7, 10, "実施"),
        (7, 20, "審査請求"),
    ]
    assert context["state"] == RequestState.APPEALED
    shown = page(office.get(at(request)))
    for words in ("該当号：第2号", "3枚", "手数料30円", "理由：量が多いため", "審査請求第1号"):
        assert words in shown


def test_both_due_dates_are_shown(office):
    request = factories.disclosure_request(
        received_on=date(2026, 6, 1),
        extended_on=date(2026, 6, 20),
        extension_days=30,
        extension_reason="量が多いため",
    )
    shown = page(office.get(at(request)))
    assert "令和8年7月1日（水）" in shown
    assert "令和8年7月31日（金）" in shown


def test_earlier_and_later_requests_lead_to_each_other(office):
    earlier = factories.disclosure_request(received_on=date(2026, 6, 1))
    later = factories.disclosure_request(
        received_on=date(2026, 6, 5), kind=factories.kind("訂正", ACT), earlier_request=earlier
    )
    assert at(later) in page(office.get(at(earlier)))
    assert at(earlier) in page(office.get(at(later)))


def test_a_related_request_of_another_division_is_named_without_a_way_to_it(clerk, city):
    earlier = factories.disclosure_request(
        number=70, received_on=date(2026, 6, 1), division=city.residents
    )
    later = factories.disclosure_request(
        received_on=date(2026, 6, 5), kind=factories.kind("訂正", ACT), earlier_request=earlier
    )
    shown = page(clerk.get(at(later)))
    assert at(earlier) not in shown
    assert "令和8年度第70号（開示請求）（ほかの課の記録）" in shown


def test_the_history_tells_of_the_rows_too(clerk):
    clerk.post(NEW, by_browser(whole([answer("一部承諾", clauses=(1, 2))])))
    request = DisclosureRequest.objects.get()
    shown = page(clerk.get(at(request)))
    assert "第1号、第2号" in shown
    assert "処理を<strong>登録</strong>" in shown


def test_an_appeal_begins_at_the_disposition(clerk):
    disposition = factories.disposition(request=factories.disclosure_request(number=7))
    assert f"{reverse('disclosure:reviewrequest_create')}?disposition=" in page(
        clerk.get(at(disposition.request))
    )


# The deadline, day by day


def test_the_due_date_is_explained_day_by_day(office):
    request = factories.disclosure_request(received_on=date(2026, 6, 1))
    response = office.get(at(request, "deadline"))
    days = response.context["days"]
    assert len(days) == 31
    shown = page(response)
    for words in ("令和8年6月1日（月）", "初日（数えない）", "30日目", "令和8年7月1日（水）"):
        assert words in shown


def test_where_the_law_gives_no_days_the_page_says_so(office):
    request = factories.disclosure_request()
    assert "決定の期限の日数が登録されていません" in page(office.get(at(request, "deadline")))


def test_while_a_correction_is_open_the_page_says_why_nothing_is_due(office):
    request = factories.correction().request
    assert "補正中のため、期限は止まっています。" in page(office.get(at(request, "deadline")))


def test_what_would_be_counted_otherwise_today_is_said(office):
    request = factories.disclosure_request(received_on=date(2026, 6, 1))
    factories.closed_day(day=date(2026, 7, 1))
    shown = page(office.get(at(request, "deadline")))
    assert "今数えると令和8年7月2日（木）になります" in shown
    assert reverse("disclosure:deadline_review") in shown


def test_the_explanation_is_for_those_who_see_the_request(clerk, city):
    other = factories.disclosure_request(division=city.residents)
    assert clerk.get(at(other, "deadline")).status_code == 404
