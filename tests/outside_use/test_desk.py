"""The desk of use notices: what each kind is asked for, which grounds a day has."""

from datetime import date

import pytest

from outside_use.forms import UseNoticeForm
from outside_use.models import UseNotice
from tests import factories
from tests.controls import Controls
from tests.desk import (
    clerk_of,
    errors,
    filled,
    listed,
    log_in_as,
    said,
    summary_is_right,
    text,
    words,
)
from tests.factories import ACT, FIRST_DAY_OF_ACT, refused

pytestmark = pytest.mark.django_db
Kind = UseNotice.Kind
LIST = "/desk/use-notices/"
APPROVED = "approved"
NEW = f"{LIST}new/"


def typed(city, **changes):
    """Return what somebody types for a use that a statute allows."""
    return {
        "number": "",
        "notified_on": "R3.4.20",
        "kind": "out_of_purpose_use",
        "division": city.residents.pk,
        "ground": factories.ground().pk,
        "using_business": "特別給付金業務",
        "used_business": "住民基本台帳業務",
        "items": "氏名、住所",
        "recipient": "",
        "consultation": "",
    } | changes


def provision(city, **changes):
    return typed(city, kind="external_provision", using_business="", recipient="福岡県", **changes)


class TestANotice:
    def test_is_entered_found_and_followed(self, city):
        clerk = clerk_of(city.residents)
        answer = clerk.post(NEW, typed(city), follow=True)
        notice = UseNotice.objects.get()
        assert said(answer) == [
            "目的外利用・外部提供の届出「令和3年度 目的外利用第1号」を保存しました。"
        ]
        for fact in ("根拠 法令", "利用先業務名 特別給付金業務", "利用・提供した項目 氏名、住所"):
            assert fact in words(answer)
        assert listed(clerk.get(LIST)) == [notice]

    def test_keeps_for_the_next_what_does_not_change(self, city):
        answer = log_in_as().post(NEW, typed(city) | {"then": "another"}, follow=True)
        form = filled(answer)
        assert form["notified_on"] == ["令和3年4月20日"]
        assert form["kind"] == ["out_of_purpose_use"]
        assert form["ground"] == [str(factories.ground().pk)]
        assert form["using_business"] == form["items"] == [""]

    def test_both_kinds_are_numbered_together(self, city):
        office = log_in_as()
        office.post(NEW, typed(city))
        office.post(NEW, provision(city))
        assert [str(notice) for notice in UseNotice.objects.all()] == [
            "令和3年度 目的外利用第1号",
            "令和3年度 外部提供第2号",
        ]


class TestWhatAKindIsAskedFor:
    def test_a_provision_has_a_recipient(self, city):
        log_in_as().post(NEW, provision(city))
        assert UseNotice.objects.get().recipient == "福岡県"

    def test_a_provision_may_be_without_a_ground(self, city):
        log_in_as().post(NEW, provision(city, ground=""))
        assert UseNotice.objects.get().ground is None

    def test_a_use_without_a_ground_is_told_so_beside_it(self, city):
        answer = log_in_as().post(NEW, typed(city, ground=""))
        summary_is_right(answer)
        assert errors(answer) == {"根拠": "目的外利用には、根拠を選んでください。"}

    def test_a_use_has_no_recipient(self, city):
        answer = log_in_as().post(NEW, typed(city, recipient="福岡県"))
        summary_is_right(answer)
        assert list(errors(answer)) == ["提供先"]
        assert "外部提供のときだけ入力します。" in errors(answer)["提供先"]
        assert filled(answer)["recipient"] == ["福岡県"]

    def test_a_provision_is_used_by_no_business_of_the_city(self, city):
        answer = log_in_as().post(NEW, provision(city) | {"using_business": "特別給付金業務"})
        summary_is_right(answer)
        assert list(errors(answer)) == ["利用先業務名"]

    def test_the_record_itself_refuses_it_too(self):
        notice = factories.use_notice()
        notice.recipient = "福岡県"
        refused(
            notice,
            "外部提供のときだけ入力します。区分を確かめるか、この欄を空けてください。",
            at="recipient",
        )

    def test_what_the_report_lists_is_described_beside_each_field(self, city):
        listed_ground = factories.ground("生命等の保護").pk
        blank = {"using_business": "", "used_business": "", "items": ""}
        answer = log_in_as().post(NEW, typed(city, ground=listed_ground, **blank))
        summary_is_right(answer)
        assert set(errors(answer)) == {"利用先業務名", "利用・提供した業務", "利用・提供した項目"}

    def test_all_that_is_wrong_is_said_at_once(self, city):
        blank = {"using_business": "", "used_business": "", "items": "", "recipient": "福岡県"}
        sent = typed(city, ground=factories.ground("生命等の保護").pk, **blank)
        assert len(errors(log_in_as().post(NEW, sent))) == 4

    def test_the_page_is_told_which_field_is_whose(self, city):
        page = text(log_in_as().get(NEW))
        for name, kind in UseNotice.only_of.items():
            control = page[page.index(f'name="{name}"') :].split(">")[0]
            assert f'data-narrowed-by="kind" data-for="{kind.value}"' in control


class TestTheGround:
    def test_is_of_the_law_in_force_on_the_day(self, city):
        office = log_in_as()
        act = factories.ground("法令", ACT).pk
        assert office.post(NEW, typed(city, notified_on="R5.4.1", ground=act)).status_code == 302
        answer = office.post(NEW, typed(city, ground=act))
        summary_is_right(answer)
        assert errors(answer) == {
            "根拠": "令和3年4月20日の届出には、「個人情報の保護に関する法律」は適用されません。"
        }

    def test_is_named_with_its_article_for_both_laws_have_the_same_names(self, city):
        page = text(log_in_as().get(NEW))
        for ground in (factories.ground("法令"), factories.ground("法令", ACT)):
            assert f">{ground.name}（{ground.citation}）</option>" in page
        assert '<optgroup label="個人情報の保護に関する法律">' in page

    def test_tells_the_page_when_it_is_in_force(self, city):
        page = text(log_in_as().get(NEW))
        ground = factories.ground("法令", ACT)
        option = page[page.index(f'<option value="{ground.pk}" data-from') :].split(">")[0]
        assert f'data-from="{FIRST_DAY_OF_ACT.isoformat()}"' in option


class TestTheCouncilsOpinion:
    @pytest.fixture
    def consultations(self, city):
        """One of a session and two of a later year, each approved."""
        former = factories.council_session(2020, number=5)
        later = factories.council_session(2021, number=1)
        return (
            factories.consultation(session=former, matter="古い諮問", conclusion=APPROVED),
            factories.consultation(
                session=later, matter="長い\n諮問" + "事項" * 40, conclusion=APPROVED
            ),
            factories.consultation(session=later, matter="次の諮問", conclusion=APPROVED),
        )

    @pytest.mark.parametrize(
        ("conclusion", "word", "doubt"),
        [
            (APPROVED, "", ""),
            ("not_approved", "【不承認】", "結論は、不承認です。"),
            ("continued", "【継続審議】", "継続審議です。"),
            ("", "【結論の入力なし】", "結論の入力がありません。"),
        ],
    )
    def test_says_where_it_is_chosen_that_it_allows_nothing(self, city, conclusion, word, doubt):
        opinion = factories.consultation(matter="次の諮問", conclusion=conclusion)
        client = clerk_of(city.residents)
        offered = client.get(NEW).content.decode()
        assert f"{opinion}{word} 次の諮問" in offered
        assert ("data-doubt" in offered) == bool(doubt)
        ground = factories.ground("審議会の答申").pk
        sent = typed(city, consultation=opinion.pk, ground=ground)
        kept = words(client.post(NEW, sent, follow=True))
        assert "を保存しました" in kept  # what is chosen may be right: the checks ask again
        assert ("注意" in kept) == bool(doubt)
        assert doubt in kept

    def test_of_a_notice_with_another_ground_is_not_doubted(self, city):
        opinion = factories.consultation(conclusion="not_approved")
        sent = typed(city, consultation=opinion.pk)
        assert "注意" not in words(clerk_of(city.residents).post(NEW, sent, follow=True))

    def test_is_offered_to_clerks_too_the_newest_session_first(self, city, consultations):
        form = UseNoticeForm(user=factories.user(division=city.residents))
        old, long, second = consultations
        assert list(form.fields["consultation"].queryset) == [long, second, old]

    def test_is_named_by_session_and_the_beginning_of_the_matter(self, city, consultations):
        labels = [label for _, label in UseNoticeForm().fields["consultation"].choices]
        assert labels[2] == "令和3年度第1回審議会(2) 次の諮問"
        assert labels[1].startswith("令和3年度第1回審議会(1) 長い 諮問事項")
        assert labels[1].endswith("…")
        assert len(labels[1]) < 60

    def test_is_shown_with_the_notice(self, city, consultations):
        sent = typed(city, consultation=consultations[1].pk)
        page = words(clerk_of(city.residents).post(NEW, sent, follow=True))
        assert "諮問事項 長い 諮問事項事項" in page


class TestTheList:
    @pytest.fixture
    def notices(self, city):
        return (
            factories.use_notice(number=1, division=city.residents, using_business="給付金業務"),
            factories.use_notice(
                number=2,
                division=city.residents,
                kind=Kind.EXTERNAL_PROVISION,
                ground=None,
                recipient="福岡県",
            ),
            factories.use_notice(
                number=1,
                notified_on=date(2023, 4, 1),
                division=city.school_affairs,
                items="氏名と住所",
                used_business="就学援助業務",
            ),
        )

    def test_shows_what_tells_one_notice_from_another(self, notices):
        page = words(log_in_as().get(LIST))
        for word in ("目的外利用", "外部提供", "法令", "給付金業務", "福岡県", "令和5年度"):
            assert word in page

    @pytest.mark.parametrize(
        ("asked", "places"),
        [
            ({"year": 2021}, [0, 1]),
            ({"kind": "external_provision"}, [1]),
            ({"ground_name": "法令"}, [0, 2]),
            ({"ground_name": "本人同意"}, []),
            ({"q": "給付"}, [0]),
            ({"q": "福岡"}, [1]),
            ({"q": "就学"}, [2]),
            ({"q": "住所"}, [2]),
            ({"q": "2"}, [1]),
            ({"notified_on_from": "R5.4.1"}, [2]),
            ({"notified_on_until": "R5.3.31"}, [0, 1]),
        ],
    )
    def test_is_filtered(self, notices, asked, places):
        answer = log_in_as().get(LIST, {**asked, "sort": "number"})
        assert listed(answer) == [notices[place] for place in places]

    def test_is_filtered_by_ground_and_organisation(self, city, notices):
        office = log_in_as()
        found = office.get(LIST, {"ground": factories.ground("法令", ACT).pk})
        assert listed(found) == [notices[2]]
        for name, unit in (
            ("division", city.school_affairs),
            ("department", city.school_affairs.department),
            ("agency", city.school_affairs.department.agency),
        ):
            assert listed(office.get(LIST, {name: unit.pk})) == [notices[2]]

    def test_is_sorted_by_where_it_goes(self, notices):
        found = listed(log_in_as().get(LIST, {"sort": "destination"}))
        assert [notice.destination for notice in found] == ["", "福岡県", "給付金業務"]

    def test_is_sorted_by_ground_though_some_have_none(self, notices):
        assert set(listed(log_in_as().get(LIST, {"sort": "-ground"}))) == set(notices)

    def test_shows_a_clerk_the_own_division(self, city, notices):
        assert listed(clerk_of(city.school_affairs).get(LIST)) == [notices[2]]

    def test_takes_the_same_number_of_queries_however_long(
        self, city, notices, django_assert_max_num_queries
    ):
        office = log_in_as()
        for number in range(10, 40):
            factories.use_notice(
                number=number,
                division=(city.residents, city.school_affairs)[number % 2],
                consultation=factories.consultation(),
            )
        with django_assert_max_num_queries(12):
            assert len(listed(office.get(LIST))) == 33


def test_a_clerk_is_offered_the_own_division_alone(city):
    page = text(clerk_of(city.residents).get(NEW))
    assert Controls(page).offered["division"] == [str(city.residents.pk)]
