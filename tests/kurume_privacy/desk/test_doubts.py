"""A text that looks like a My Number, a telephone number or an address of mail is asked about."""

import pytest
from django.http import QueryDict

from council.models import CouncilSession
from disclosure.models import DisclosureRequest
from kurume_privacy.desk.doubts import LIKE_ANOTHER, TAKE_OUT
from kurume_privacy.models.texts import free_texts
from kurume_privacy.records.personal_texts import personal_texts
from outside_use.models import UseNotice
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.access import record_of
from tests.desk import address, errors, filled, log_in_as, said, summary_is_right, text, words
from tests.kurume_privacy.accounts.tabs import Tabs

pytestmark = pytest.mark.django_db
NEW = "/desk/requests/new/"
NUMBER, TELEPHONE, MAIL = "1234-5678-9018", "0942-30-9000", "kojin@example.jp"
TICK = "個人番号などではないので、保存する"


def seems(*kinds):
    return TAKE_OUT.format(f"{'や'.join(kinds)}のように見えるものがあります。")


@pytest.fixture
def office(city):
    return log_in_as()


@pytest.fixture
def stored(city):
    return factories.disclosure_request(subject=f"住民票の写し（{TELEPHONE}）")


def typed(client, **changes):
    """Return what a new request's form sends, filled in."""
    sent = {
        "received_on": "R3.4.20",
        "kind": factories.kind().pk,
        "method": factories.method().pk,
        "division": factories.division().pk,
        "subject": "住民票の写し",
    }
    return filled(client.get(NEW), **sent | changes)


def edit(record):
    return f"{record.get_absolute_url()}edit/"


class TestANewRecord:
    @pytest.mark.parametrize(
        ("subject", "kinds"),
        [
            (f"{NUMBER}の記録", ["個人番号（マイナンバー）"]),
            (f"{TELEPHONE}からの請求", ["電話番号"]),
            (f"{MAIL}からの請求", ["メールアドレス"]),
            (f"{MAIL}、{TELEPHONE}", ["電話番号", "メールアドレス"]),
        ],
    )
    def test_is_asked_about_beside_the_field(self, office, subject, kinds):
        answer = office.post(NEW, typed(office, subject=subject))
        summary_is_right(answer)
        assert errors(answer) == {"請求に係る個人情報の内容": seems(*kinds)}
        assert TICK in words(answer)
        assert filled(answer)["subject"] == [subject]
        assert not DisclosureRequest.objects.exists()

    def test_repeats_no_digit_in_what_it_says(self, office):
        answer = office.post(NEW, typed(office, subject=NUMBER))
        assert text(answer).count(NUMBER) == 1  # in the field itself
        assert "1234" not in str(errors(answer))

    def test_is_saved_once_that_is_said(self, office):
        answer = office.post(NEW, typed(office, subject=NUMBER))
        assert "not_personal" not in filled(answer)
        again = office.post(NEW, filled(answer, not_personal="on"), follow=True)
        assert said(again) == ["開示等請求「令和3年度 開示請求第1号」を保存しました。"]
        assert DisclosureRequest.objects.get().subject == NUMBER

    def test_is_saved_without_a_word_once_it_is_taken_out(self, office):
        answer = office.post(NEW, typed(office, subject=NUMBER))
        assert office.post(NEW, filled(answer, subject="住民票の写し")).status_code == 302

    def test_without_such_a_text_is_not_asked_about(self, office):
        subject = "令和3年4月20日付け第123456789018号、R3-12、1,234,567円"
        assert office.post(NEW, typed(office, subject=subject)).status_code == 302

    def test_is_saved_once_however_often_it_is_sent(self, office):
        answer = office.post(NEW, typed(office, subject=NUMBER))
        sent = filled(answer, not_personal="on")
        for _ in range(2):
            assert office.post(NEW, sent).status_code == 302
        assert DisclosureRequest.objects.count() == 1

    def test_with_an_error_says_that_first_and_asks_then(self, office):
        wrong = office.post(NEW, typed(office, subject=NUMBER, received_on="?"))
        assert [*errors(wrong)] == ["受付日"]
        assert TICK not in words(wrong)
        answer = office.post(NEW, filled(wrong, received_on="R3.4.20"))
        assert errors(answer) == {"請求に係る個人情報の内容": seems("個人番号（マイナンバー）")}

    def test_that_is_like_another_is_asked_both_at_once(self, office):
        for _ in range(2):
            answer = office.post(NEW, typed(office, subject=NUMBER))
            if not DisclosureRequest.objects.exists():
                office.post(NEW, filled(answer, not_personal="on"))
        both = {
            "": LIKE_ANOTHER.format("令和3年度 開示請求第1号"),
            "請求に係る個人情報の内容": seems("個人番号（マイナンバー）"),
        }
        assert errors(answer) == both
        for name in ("same", "not_personal"):
            half = office.post(NEW, filled(answer, **{name: "on"}))
            assert len(errors(half)) == 1
            assert filled(half)[name] == ["on"]
        ticked = filled(answer, same="on", not_personal="on")
        assert office.post(NEW, ticked).status_code == 302
        assert DisclosureRequest.objects.count() == 2


class TestAStoredRecord:
    def test_is_not_asked_about_again(self, office, stored):
        sent = filled(office.get(edit(stored)), received_on="R3.5.6")
        assert office.post(edit(stored), sent).status_code == 302

    def test_is_asked_about_where_its_text_is_changed(self, office, stored):
        sent = filled(office.get(edit(stored)), subject=f"戸籍の写し（{TELEPHONE}）")
        answer = office.post(edit(stored), sent)
        assert errors(answer) == {"請求に係る個人情報の内容": seems("電話番号")}
        assert office.post(edit(stored), filled(answer, not_personal="on")).status_code == 302
        stored.refresh_from_db()
        assert stored.subject == f"戸籍の写し（{TELEPHONE}）"

    def test_is_asked_about_as_the_new_one_that_its_copy_is(self, office, stored):
        copied = filled(office.get(f"{NEW}?copy={stored.pk}"), received_on="R3.5.6")
        answer = office.post(NEW, copied)
        assert errors(answer) == {"請求に係る個人情報の内容": seems("電話番号")}

    def test_that_another_saved_meanwhile_shows_both_and_asks_then(self, office, stored):
        mine = filled(office.get(edit(stored)), subject=MAIL)
        other = log_in_as("other")
        other.post(edit(stored), filled(other.get(edit(stored)), received_on="R3.5.6"))
        conflict = office.post(edit(stored), mine)
        assert "別の人がこの記録を保存しました" in words(conflict)
        assert TICK not in words(conflict)
        answer = office.post(edit(stored), filled(conflict) | {"choose-subject": "mine"})
        assert errors(answer) == {"請求に係る個人情報の内容": seems("メールアドレス")}
        assert office.post(edit(stored), filled(answer, not_personal="on")).status_code == 302
        stored.refresh_from_db()
        assert stored.subject == MAIL

    def test_whose_stored_text_is_chosen_in_a_conflict_is_not(self, office, stored):
        mine = filled(office.get(edit(stored)), subject=MAIL)
        other = log_in_as("other")
        other.post(edit(stored), filled(other.get(edit(stored)), received_on="R3.5.6"))
        conflict = office.post(edit(stored), mine)
        chosen = filled(conflict) | {"choose-subject": "theirs"}
        assert office.post(edit(stored), chosen).status_code == 302

    def test_that_was_deleted_meanwhile_is_asked_about_as_a_new_one(self, office, stored):
        mine = filled(office.get(edit(stored)), subject=MAIL)
        office.post(f"{stored.get_absolute_url()}delete/", {"reason": "誤り"})
        gone = office.post(edit(stored), mine)
        answer = office.post(NEW, filled(gone))
        assert errors(answer) == {"請求に係る個人情報の内容": seems("メールアドレス")}
        assert office.post(NEW, filled(answer, not_personal="on")).status_code == 302


class TestARow:
    @pytest.fixture
    def session(self, city):
        session = factories.council_session()
        factories.meeting(session=session, place=f"会議室（{TELEPHONE}）")
        point = factories.consultation_point(consultation=factories.consultation(session=session))
        assert point.consultation.session == session
        return session

    def test_is_asked_about_by_its_place_within_others_too(self, office, session):
        sent = filled(office.get(edit(session)))
        changes = {
            "meetings-0-place": MAIL,
            "consultations-0-matter": NUMBER,
            "consultations-0-points-0-matter": "09012345678",
        }
        answer = office.post(edit(session), sent | changes)
        summary_is_right(answer)
        assert errors(answer) == {
            "開催日・場所1 場所": seems("メールアドレス"),
            "諮問案件1 諮問事項": seems("個人番号（マイナンバー）"),
            "諮問案件1 諮問案件の細目1 内容": seems("電話番号"),
        }
        assert office.post(edit(session), filled(answer, not_personal="on")).status_code == 302
        assert CouncilSession.objects.get().consultations.get().matter == NUMBER

    def test_that_stays_or_goes_is_not(self, office, session):
        sent = filled(office.get(edit(session)))
        assert office.post(edit(session), sent | {"number": "99"}).status_code == 302
        sent = filled(office.get(edit(session)))
        removed = {"meetings-0-place": MAIL, "meetings-0-DELETE": "on"}
        assert office.post(edit(session), sent | removed).status_code == 302

    def test_that_is_asked_for_is_given_without_a_question(self, office, session):
        sent = filled(office.get(edit(session))) | {"meetings-0-place": MAIL, "add": "meetings"}
        answer = office.post(edit(session), sent)
        assert answer.status_code == 200
        assert TICK not in words(answer)


class TestAFormThatWasNotTaken:
    def test_is_shown_as_typed_and_asks_when_it_is_sent_again(self, city):
        office = Tabs(factories.user("office"))
        page = address("outside_use:usenotice_create")
        sent = filled(office.get(page), notified_on="R3.4.20", recipient=TELEPHONE)
        sent |= {"kind": "external_provision", "division": city.general_affairs.pk}
        office.log_in_again()
        shown = office.post(page, sent)
        assert filled(shown)["recipient"] == [TELEPHONE]
        assert TICK not in words(shown)
        answer = office.post(page, filled(shown))
        assert errors(answer) == {"提供先": seems("電話番号")}
        assert office.post(page, filled(answer, not_personal="on")).status_code == 302
        assert UseNotice.objects.get().recipient == TELEPHONE


class TestEveryLedger:
    @pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)
    def test_looks_at_each_free_text_of_its_form(self, city, ledger):
        record = record_of(city.general_affairs, ledger.model._meta.model_name)
        names = [name for name in free_texts(ledger.model) if name in ledger.form.base_fields]
        sent = filled(log_in_as().get(ledger.url("update", record.pk)))
        data = QueryDict(mutable=True)
        for name, value in (sent | dict.fromkeys(names, TELEPHONE)).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        form = ledger.form(data, instance=record)
        form.is_valid()
        kept = [name for name in names if name in form.cleaned_data]  # and not refused
        assert len(kept) >= len(names) - 1
        assert [each.name for each in personal_texts(form) if each.form is form] == kept
