"""How a request came: requester, way, My Number; and which law binds whom (法76条, 90条, 98条)."""

import pytest

from disclosure.forms import DisclosureRequestForm
from disclosure.models import DisclosureRequest
from tests import factories
from tests.desk import filled, log_in_as, words
from tests.disclosure.sent import whole
from tests.disclosure.test_course import act_request
from tests.factories import ACT, FIRST_DAY_OF_ACT, refused, refused_by_database

pytestmark = pytest.mark.django_db

ASKED = {"requester": "self", "way": "post"}


def typed(kind="開示", **fields):
    row = factories.kind(kind, ACT)
    method = factories.method(regime_name=ACT).pk if row.has_method else ""
    law = {"received_on": "R8.6.1", "kind": row.pk, "method": method}
    return whole(**law | fields)


def form(data, **options):
    made = DisclosureRequestForm(data, **options)
    made.is_valid()
    return made


class TestRequesterAndWay:
    @pytest.mark.parametrize("requester", ["self", "statutory_agent", "appointed_agent"])
    @pytest.mark.parametrize("way", ["counter", "post", "online"])
    def test_are_recorded(self, requester, way):
        request = form(typed(requester=requester, way=way)).save()
        assert (request.requester, request.way) == (requester, way)

    @pytest.mark.parametrize("field", ASKED)
    @pytest.mark.parametrize("kind", ["開示", "訂正", "利用停止"])
    def test_are_asked_of_a_new_request(self, kind, field):
        made = form(typed(kind, **ASKED | {field: ""}))
        assert made.errors[field] == ["選んでください。"]

    def test_begin_unanswered(self):
        page = log_in_as().get("/desk/requests/new/").context["form"]
        assert [page[name].value() for name in ASKED] == ["", ""]
        assert page["specific"].value() == "none"

    def test_may_be_said_to_be_unknown(self):
        assert form(typed(requester="unknown", way="unknown")).errors == {}

    def test_stay_unknown_of_a_request_of_before(self):
        request, office = act_request(), log_in_as()
        address = f"{request.get_absolute_url()}edit/"
        answer = office.post(address, filled(office.get(address), subject="住民票"))
        assert answer.status_code == 302
        request.refresh_from_db()
        assert (request.requester, request.way, request.specific) == ("unknown",) * 3
        assert "請求者の別 不明 請求の方法 不明" in words(office.get(request.get_absolute_url()))

    def test_are_not_asked_under_the_ordinance(self):
        request = form(whole(requester="", way="")).save()
        assert (request.requester, request.way) == ("unknown", "unknown")
        facts = log_in_as().get(request.get_absolute_url()).context["facts"]
        assert not {"請求者の別", "請求の方法"} & {label for label, _ in facts}
        request.requester = "self"
        sentence = "久留米市個人情報保護条例の開示請求には、記録しません。"
        refused(request, sentence, at="requester")

    @pytest.mark.parametrize("field", ["requester", "way", "specific"])
    def test_are_known_to_the_database(self, field):
        request = act_request()
        setattr(request, field, "somebody")
        refused_by_database(request, f"disclosure_disclosurerequest_{field}_known")

    def test_are_what_the_list_is_filtered_by(self):
        one = form(typed(**ASKED, specific="none")).save()
        act_request()
        office = log_in_as()
        for query in (*({name: value} for name, value in ASKED.items()), {"specific": "none"}):
            table = office.get("/desk/requests/", query).context["table"]
            assert [row.record for row in table.rows] == [one]


class TestMyNumber:
    def test_is_a_mark(self):
        request = form(typed(**ASKED, specific="specific")).save()
        assert request.is_specific

    def test_records_of_provision_know_no_cessation(self):
        request = act_request("利用停止")
        request.specific = "provision_records"
        sentence = "情報提供等の記録には、利用停止請求はありません（番号法31条）。"
        refused(request, sentence, at="specific")

    @pytest.mark.parametrize("kind", ["開示", "訂正"])
    def test_records_of_provision_are_disclosed_and_corrected(self, kind):
        act_request(kind, specific="provision_records")


class TestWhoIsBound:
    def division(self, agency):
        return factories.division("総務課", f"{agency}の部", agency)

    @pytest.mark.parametrize("agency", ["議会", "土地開発公社"])
    def test_the_act_does_not_bind_them(self, agency):
        request = act_request()
        request.division = self.division(agency)
        sentence = f"{agency}には、令和8年6月1日に「{ACT}」は適用されません。"
        refused(request, sentence, at="kind")

    def test_the_assembly_has_its_own(self):
        own = factories.ASSEMBLY
        kind, method = factories.kind("開示", own), factories.method("閲覧", own)
        request = factories.disclosure_request(
            received_on=FIRST_DAY_OF_ACT, kind=kind, method=method, division=self.division("議会")
        )
        request.division = factories.division()
        sentence = f"市長には、令和5年4月1日に「{own}」は適用されません。"
        refused(request, sentence, at="kind")

    def test_it_is_said_beside_the_kind(self):
        made = form(typed(**ASKED, division=self.division("議会").pk))
        assert list(made.errors) == ["kind"]
        assert not DisclosureRequest.objects.exists()
