"""A new record is saved once, however often it is sent; what is like another is asked about."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from disclosure.models import DisclosureRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role, SentForm
from reports.compiling.checks.ledgers import TWICE, findings
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.access import record_of
from tests.desk import clerk_of, errors, filled, log_in_as, said, text, words

pytestmark = pytest.mark.django_db
NEW = "/desk/requests/new/"
WORDS = "窓口で見た住民票の写し"
by_route = {"ids": lambda ledger: ledger.route}


def typed(client, city, **changes):
    """Return what a new request's form sends, filled in."""
    sent = {
        "received_on": "R3.4.20",
        "kind": factories.kind().pk,
        "method": factories.method().pk,
        "division": city.general_affairs.pk,
        "subject": WORDS,
    }
    return filled(client.get(NEW, {"whole": "on"}), **sent | changes)


def stored():
    return DisclosureRequest.objects.count()


class TestTheSameFormSentAgain:
    def test_makes_one_record_and_leads_to_it(self, city):
        office = log_in_as()
        sent = typed(office, city)
        first = office.post(NEW, sent, follow=True)
        for _ in range(2):
            again = office.post(NEW, sent, follow=True)
            assert again.redirect_chain == first.redirect_chain
            assert said(again) == [
                "この入力は、既に開示等請求「令和3年度 開示請求第1号」として保存しています。"
            ]
        assert stored() == 1

    @pytest.mark.parametrize("token", ["\x00", "", "字", "x" * 41])
    def test_by_a_token_that_no_page_has_is_saved_as_without_one(self, city, token):
        office = log_in_as()
        assert office.post(NEW, typed(office, city, token=token)).status_code == 302
        assert (stored(), SentForm.objects.count()) == (1, 0)

    def test_with_other_words_is_kept_and_nothing_is_saved(self, city):
        office = log_in_as()
        sent = typed(office, city)
        office.post(NEW, sent)
        answer = office.post(NEW, sent | {"subject": "別の内容"})
        assert stored() == 1
        assert "この画面の入力は、既に保存しています。" in said(answer)[-1]
        assert filled(answer)["subject"] == ["別の内容"]
        assert f'href="{DisclosureRequest.objects.get().get_absolute_url()}"' in text(answer)

    def test_and_then_saved_on_purpose_is_another_record(self, city):
        office = log_in_as()
        sent = typed(office, city)
        office.post(NEW, sent)
        shown = office.post(NEW, sent | {"subject": "別の内容"})
        office.post(NEW, filled(shown))
        assert set(DisclosureRequest.objects.values_list("subject", flat=True)) == {
            WORDS,
            "別の内容",
        }

    def test_after_the_record_was_deleted_is_not_lost(self, city):
        office = log_in_as()
        sent = typed(office, city)
        office.post(NEW, sent)
        request = DisclosureRequest.objects.get()
        office.post(f"{request.get_absolute_url()}delete/", {"reason": "誤り"})
        answer = office.post(NEW, sent)
        assert stored() == 0
        assert filled(answer)["subject"] == [WORDS]

    def test_keeps_its_token_over_an_error(self, city):
        office = log_in_as()
        wrong = office.post(NEW, typed(office, city, received_on="?"))
        right = filled(wrong, received_on="R3.4.20")
        office.post(NEW, right)
        office.post(NEW, right)
        assert stored() == 1

    def test_of_another_user_is_another_form(self, city):
        office, other = log_in_as(), log_in_as("second", Role.OFFICE)
        sent = typed(office, city)
        office.post(NEW, sent)
        answer = other.post(NEW, sent)
        assert "既に保存しています" not in words(answer)
        assert "同じ内容の記録" in words(answer)

    def test_is_remembered_for_a_week(self, city):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        QuerySet(SentForm).update(at=timezone.now() - timedelta(days=8))
        office.post(NEW, typed(office, city, subject="別の内容"))
        assert SentForm.objects.count() == 1

    @pytest.mark.parametrize("ledger", LEDGERS, **by_route)
    def test_holds_for_every_ledger(self, city, ledger):
        record = record_of(city.general_affairs, ledger.model._meta.model_name)
        office = log_in_as()
        stored = filled(office.get(ledger.url("update", record.pk)))
        office.post(ledger.url("delete", record.pk), {"reason": "入力し直すため"})
        page = filled(office.get(ledger.url("create")))
        sent = stored | {"token": page["token"]}
        sent = {k: v for k, v in sent.items() if k != "version" and not k.endswith("-id")}
        sent |= {k: ["0"] for k in sent if k.endswith("-INITIAL_FORMS")}
        assert office.post(ledger.url("create"), sent).status_code == 302
        assert office.post(ledger.url("create"), sent).status_code == 302
        assert ledger.model.objects.count() == 1


class TestWhatIsLikeAnother:
    def test_is_asked_about_beside_the_other(self, city):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        answer = office.post(NEW, typed(office, city))
        assert answer.status_code == 422
        assert stored() == 1
        assert errors(answer)[""].startswith(
            "同じ内容の記録「令和3年度 開示請求第1号」が、既にあります。"
        )
        assert f'href="{DisclosureRequest.objects.get().get_absolute_url()}"' in text(answer)
        assert 'name="same"' in text(answer)

    def test_is_saved_all_the_same_once_that_is_said(self, city):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        answer = office.post(NEW, typed(office, city))
        assert office.post(NEW, filled(answer, same="on")).status_code == 302
        assert stored() == 2

    @pytest.mark.parametrize("other", [" 窓口で見た　住民票の写し", "窓口で見た住民票の写シ"])
    def test_is_judged_by_what_people_read(self, city, other):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        assert office.post(NEW, typed(office, city, subject=other)).status_code == 422

    @pytest.mark.parametrize(
        "change",
        [{"subject": "別の内容"}, {"received_on": "R3.4.21"}, {"received_on": "R4.4.20"}],
    )
    def test_what_differs_is_not(self, city, change):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        assert office.post(NEW, typed(office, city, **change)).status_code == 302

    def test_without_words_and_with_a_number_is_not(self, city):
        office = log_in_as()
        office.post(NEW, typed(office, city, subject="", number="1"))
        assert office.post(NEW, typed(office, city, subject="", number="2")).status_code == 302
        assert office.post(NEW, typed(office, city, subject="")).status_code == 422

    def test_of_another_division_is_not(self, city):
        clerk, other = clerk_of(city.general_affairs), clerk_of(city.residents, "other")
        clerk.post(NEW, typed(clerk, city))
        assert other.post(NEW, typed(other, city, division=city.residents.pk)).status_code == 302

    def test_a_stored_one_is_changed_without_being_asked(self, city):
        office = log_in_as()
        office.post(NEW, typed(office, city))
        address = f"{DisclosureRequest.objects.get().get_absolute_url()}edit/"
        assert office.post(address, filled(office.get(address))).status_code == 302


class TestTheCheck:
    def found(self, year):
        every = findings(FiscalYear(year), timezone.localdate())
        return [one for one in every if one.check == TWICE.name]

    def test_names_what_was_saved_all_the_same(self, city):
        for number in (1, 2):
            factories.disclosure_request(number=number, subject=WORDS)
        factories.disclosure_request(number=3, subject="別の内容")
        factories.disclosure_request(number=1, subject=WORDS, received_on=factories.EARLIER)
        (finding,) = self.found(2021)
        assert finding.subjects == ("令和3年度 開示請求第1号、令和3年度 開示請求第2号",)
        assert self.found(2019) == []

    def test_says_nothing_of_records_without_words(self, city):
        for number in (1, 2):
            factories.disclosure_request(number=number)
        assert self.found(2021) == []
