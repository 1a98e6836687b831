"""組織の変更 at the administrator's desk: chosen, typed, looked at, done, and taken back."""

import re
from datetime import date

import pytest
from django.utils import timezone

from kurume_privacy.models import Department, Division, Posting, Reorganisation, Role, User
from tests import factories
from tests.desk import clerk_of, errors, filled, listed, log_in_as, said, text, words
from tests.kurume_privacy.accounts.reorganising import done, named, target

pytestmark = pytest.mark.django_db

ACTS = "/desk/organisation/reorganisations/"
PLAN = f"{ACTS}new/plan/"
TODAY, DAY = date(2026, 11, 24), date(2027, 4, 1)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def chosen(*divisions, **more):
    """Return what the first page sends for some divisions."""
    return {"on": "R9.4.1", "title": "", "divisions": [each.pk for each in divisions]} | more


def address(asked):
    pairs = [
        f"{name}={value}"
        for name, values in asked.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return f"{PLAN}?{'&'.join(pairs)}"


class Way:
    """The way of the administrator from the choice to the act."""

    def __init__(self, client, asked):
        self.client, self.address = client, address(asked)
        self.form = client.get(self.address)

    def typed(self, division, names, department=None):
        """Return the controls with which a division becomes these."""
        prefix = f"division{division.pk}"
        agency, within = division.department.agency_id, department or division.department.name
        sent = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 1}
        for place, name in enumerate(names):
            row = f"{prefix}-{place}"
            sent |= {f"{row}-agency": agency, f"{row}-department": within, f"{row}-name": name}
        return sent

    def look(self, *becomings):
        """Send the names, and return the page that shows what they mean."""
        self.sent = filled(self.form)
        for becoming in becomings:
            self.sent |= self.typed(*becoming)
        self.page = self.client.post(self.address, self.sent | {"step": "look"})
        return self.page

    def confirm(self, **choices):
        """Say yes to what is shown."""
        seen = {"seen": self.page.context["outlook"].digest, "step": "confirm"}
        form = {name: field.initial for name, field in self.page.context["form"].fields.items()}
        return self.client.post(self.address, self.sent | form | seen | choices, follow=True)


class TestChoice:
    def test_a_day_and_something_that_changes_are_asked_for(self, administrator, city):
        answer = administrator.get(address({"on": ""}))
        assert errors(answer) == {"施行日": "入力してください。"}
        answer = administrator.get(address({"on": "R9.4.1"}))
        assert errors(answer) == {"変わる課": "変わる部局か課を選んでください。"}
        asked = chosen(city.residents, renamed="市民局")
        assert errors(administrator.get(address(asked))) == {
            "課がまとめて変わる部局": "名称を変える部局を選んでください。"
        }

    def test_what_the_address_names_is_chosen_already(self, administrator, city):
        page = administrator.get(f"{ACTS}new/?divisions={city.residents.pk}&on=R9.4.1")
        boxes = re.findall(r'<input type="checkbox"[^>]* checked[^>]*>', text(page))
        assert [f'value="{city.residents.pk}"' in box for box in boxes] == [True]
        assert 'value="R9.4.1"' in text(page)

    def test_what_ended_is_not_offered(self, administrator, city):
        city.residents.valid_until = date(2026, 3, 31)
        factories.saved(city.residents)
        field = administrator.get(f"{ACTS}new/").context["form"].fields["divisions"]
        assert city.residents not in field.queryset

    def test_whoever_begins_in_the_middle_is_led_to_the_beginning(self, administrator):
        assert administrator.get(PLAN)["Location"] == f"{ACTS}new/"
        assert administrator.post(PLAN)["Location"] == f"{ACTS}new/"

    def test_a_department_brings_all_its_divisions_under_the_new_name(self, administrator, city):
        asked = {"on": "R9.4.1", "departments": city.general_affairs.department_id}
        way = Way(administrator, asked | {"renamed": "総務局"})
        names = [
            (str(former), formset.forms[0]["department"].value())
            for former, formset in way.form.context["form"].formsets.items()
        ]
        assert names == [("総務部総務課", "総務局"), ("総務部情報政策課", "総務局")]


class TestLook:
    def test_shows_what_ends_and_begins_who_moves_and_how_much_is_kept(self, administrator, city):
        factories.user("hanako", division=city.residents, last_name="久留米")
        factories.business("見守り業務", division=city.residents)
        factories.disclosure_request(division=city.residents)
        page = words(Way(administrator, chosen(city.residents)).look((city.residents, ["窓口課"])))
        assert "まだ登録していません。令和9年4月1日から、次のとおり変わります。" in page
        assert "「市民文化部市民課」は、「市民文化部窓口課」になります（名称の変更）。" in page
        assert "久留米 入力担当 市民文化部市民課 市民文化部窓口課" in page
        assert "個人情報業務1件、開示等請求1件（うち処理中1件）" in page
        assert "見守り業務" not in page
        assert not Reorganisation.objects.exists()

    def test_a_refusal_is_said_with_what_was_typed(self, administrator, city):
        answer = Way(administrator, chosen(city.residents)).look((city.residents, ["市民課"]))
        assert answer.status_code == 422
        said_above = [sentence for _, _, sentence in answer.context["errors"]]
        assert said_above == ["変わるものがありません。変更後の部局か課の名称を入力してください。"]

    def test_an_error_of_a_row_leads_to_it(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        prefix = f"division{city.residents.pk}-0"
        sent = filled(way.form) | {f"{prefix}-department": "", "step": "look"}
        answer = administrator.post(way.address, sent)
        assert answer.context["errors"] == [
            (
                f"id_{prefix}-department",
                "「市民文化部市民課」の変更後 部局",
                "入力してください。",
            )
        ]

    def test_a_division_that_would_become_nothing(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        prefix = f"division{city.residents.pk}"
        sent = filled(way.form) | {f"{prefix}-0-DELETE": "on", "step": "look"}
        answer = administrator.post(way.address, sent)
        assert answer.context["errors"] == [
            (
                f"rows-{prefix}",
                "「市民文化部市民課」の変更後",
                "変更後の課を、少なくとも1つ入力してください。",
            )
        ]

    def test_another_row_is_added_without_script(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        sent = filled(way.form) | {"add": f"division{city.residents.pk}"}
        answer = administrator.post(way.address, sent)
        assert answer.status_code == 200
        (formset,) = answer.context["form"].formsets.values()
        assert len(formset.forms) == 2

    def test_a_row_that_was_added_and_left_blank_is_none(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        answer = way.look((city.residents, ["窓口課", ""]))
        (becoming,) = answer.context["outlook"].plan.becoming
        assert [str(each) for each in becoming.targets] == ["市民文化部窓口課"]

    def test_one_goes_back_to_what_was_typed(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        way.look((city.residents, ["窓口課"]))
        answer = administrator.post(way.address, way.sent | {"step": "edit"})
        assert answer.status_code == 200
        assert 'value="窓口課"' in text(answer)


class TestAct:
    def test_it_works(self, administrator, city):
        way = Way(administrator, chosen(city.residents, title="令和9年度の組織改編"))
        way.look((city.residents, ["窓口課"]))
        answer = way.confirm()
        act = Reorganisation.objects.get()
        assert answer.redirect_chain == [(f"{ACTS}{act.pk}/", 302)]
        assert said(answer) == ["「令和9年度の組織改編」を登録しました。"]
        assert named("窓口課", "市民文化部").begun_by == act
        page = words(answer)
        assert "状況 予定" in page
        assert re.search("keeper *が *組織の変更 *を *登録", page)
        city.residents.refresh_from_db()
        entry = city.residents.history.first()
        assert (entry.history_user.username, entry.history_change_reason) == (
            "keeper",
            "令和9年度の組織改編",
        )

    def test_several_things_at_once(self, administrator, city):
        way = Way(administrator, chosen(city.residents, city.general_affairs))
        way.look(
            (city.residents, ["窓口課"], "市民局"), (city.general_affairs, ["法務課", "文書課"])
        )
        way.confirm()
        assert len(Reorganisation.objects.get().said) == 3
        assert Department.objects.filter(name="市民局", valid_from=DAY).exists()

    def test_of_a_split_one_chooses_who_keeps_the_records_and_where_each_goes(
        self, administrator, city
    ):
        people = [factories.user(name, division=city.residents) for name in ("a", "b")]
        way = Way(administrator, chosen(city.residents))
        page = way.look((city.residents, ["戸籍課", "窓口課"]))
        assert "「市民文化部市民課」のこれまでの記録を引き継ぐ課" in words(page)
        choices = {f"keeper-{city.residents.pk}": "1", f"person-{people[0].pk}": "0"}
        way.confirm(**choices | {f"person-{people[1].pk}": "1"})
        city.residents.refresh_from_db()
        assert city.residents.successor == named("窓口課", "市民文化部")
        (posting,) = Posting.objects.all()
        assert (posting.user, posting.later) == (people[0], named("戸籍課", "市民文化部"))
        act = Reorganisation.objects.get()
        page = words(administrator.get(act.get_absolute_url()))
        assert "a ：「市民文化部市民課」から「市民文化部戸籍課」へ" in page

    def test_what_changed_meanwhile_is_looked_at_again(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        way.look((city.residents, ["窓口課"]))
        factories.user("hanako", division=city.residents)
        answer = way.confirm()
        assert "確かめている間に、組織か職員が変わりました。" in said(answer)[0]
        assert "hanako" in words(answer)
        assert not Reorganisation.objects.exists()

    def test_a_second_yes_does_nothing_more(self, administrator, city):
        way = Way(administrator, chosen(city.residents))
        way.look((city.residents, ["窓口課"]))
        way.confirm()
        assert way.confirm().status_code == 422
        assert Reorganisation.objects.count() == 1
        assert Division.objects.filter(name="窓口課").count() == 1

    def test_a_day_that_is_past_warns_and_renames_what_was_entered_since(self, administrator, city):
        notice = factories.use_notice(division=city.residents, notified_on=date(2026, 5, 1))
        way = Way(administrator, chosen(city.residents, on="R8.4.1"))
        page = words(way.look((city.residents, ["窓口課"])))
        assert "施行日が今日か過ぎた日なので、登録すると、すぐに変わります。" in page
        assert "施行日以後の記録（目的外利用・外部提供の届出1件）は、" in page
        way.confirm()
        notice.refresh_from_db()
        assert notice.division == named("窓口課", "市民文化部")


class TestAfterwards:
    @pytest.fixture
    def act(self, city):
        return done({city.residents: target("窓口課", "市民文化部")}, DAY)

    def test_the_list_says_where_each_stands(self, administrator, act):
        page = administrator.get(ACTS)
        assert listed(page) == [act]
        assert "令和9年4月1日 － 予定" in words(page)
        for state, found in {"planned": [act], "done": [], "withdrawn": []}.items():
            assert listed(administrator.get(ACTS, {"state": state})) == found

    def test_the_pages_of_units_and_people_tell_of_it(self, administrator, city, act):
        clerk = factories.user("hanako", division=city.residents)
        assert "で使い終わります。" in words(administrator.get(city.residents.get_absolute_url()))
        later = named("窓口課", "市民文化部")
        assert "で設けました。" in words(administrator.get(later.get_absolute_url()))
        page = words(administrator.get(clerk.get_absolute_url()))
        assert "市民文化部市民課 令和9年4月1日から「市民文化部窓口課」" in page

    def test_it_is_withdrawn_with_a_reason(self, administrator, city, act):
        address = f"{ACTS}{act.pk}/withdraw/"
        assert errors(administrator.post(address, {"reason": ""})) == {
            "取りやめる理由": "入力してください。"
        }
        answer = administrator.post(address, {"reason": "見送り"}, follow=True)
        assert "組織は、登録する前に戻りました。" in said(answer)[0]
        page = words(answer)
        assert "状況 取りやめ" in page
        assert "（理由：見送り）" in page
        assert set(Division.objects.all()) == set(city)
        assert listed(administrator.get(ACTS, {"state": "withdrawn"})) == [act]

    def test_not_once_its_day_has_come(self, administrator, act, monkeypatch):
        monkeypatch.setattr(timezone, "localdate", lambda *zone: DAY)
        answer = administrator.post(f"{ACTS}{act.pk}/withdraw/", {"reason": "誤り"})
        assert answer.status_code == 422
        assert "施行日になった組織の変更は、取りやめられません。" in words(answer)
        assert "取りやめる</a>" not in text(administrator.get(act.get_absolute_url()))

    def test_a_clerk_finishes_an_open_case_of_the_former_name(self, city, act, monkeypatch):
        request = factories.disclosure_request(
            division=city.residents, received_on=date(2026, 11, 1)
        )
        clerk = clerk_of(city.residents)
        monkeypatch.setattr(timezone, "localdate", lambda *zone: DAY)
        page = clerk.get("/desk/")
        assert "市民文化部窓口課" in text(page)
        form = f"{request.get_absolute_url()}edit/"
        assert clerk.get(form).status_code == 200
        person = User.objects.get(username="clerk")
        assert (person.division, person.present_division) == (
            city.residents,
            named("窓口課", "市民文化部"),
        )


def test_the_front_page_names_what_is_planned(administrator, city):
    acts = [
        done({city.residents: target("窓口課", "市民文化部")}, DAY, title="令和9年度の組織改編"),
        done({city.general_affairs: target("法務課")}, date(2026, 4, 1)),
    ]
    page = text(administrator.get("/desk/"))
    assert f'<a href="{ACTS}{acts[0].pk}/">令和9年度の組織改編</a>（令和9年4月1日の予定）' in page
    assert f'href="{ACTS}{acts[1].pk}/"' not in page
