"""Both regimes are rows: what they say, that they can be edited, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.law.day import like as copied
from kurume_privacy.models import (
    LISTS_OF_LAW,
    Agency,
    CountingWay,
    DecisionDeadline,
    DisclosureMethod,
    ExemptionClause,
    Governance,
    Law,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
    regimes_apart,
)
from tests import factories
from tests.factories import (
    ACT,
    ASSEMBLY,
    FIRST_DAY_OF_ACT,
    LAST_DAY_OF_ORDINANCE,
    ORDINANCE,
    refused,
    refused_by_database,
    saved,
)
from tests.laws import one_more

pytestmark = pytest.mark.django_db


def rows(model, regime_name):
    return model.objects.filter(regime__name=regime_name)


def names(model, regime_name, **chosen):
    return [row.name for row in rows(model, regime_name).filter(**chosen)]


# What is loaded


def test_the_ordinance_ends_where_the_act_begins():
    ordinance, act, assembly = Regime.objects.all()
    assert (str(ordinance), str(act), assembly.unconfirmed) == (ORDINANCE, ACT, True)
    assert (ordinance.valid_from, ordinance.valid_until) == (None, LAST_DAY_OF_ORDINANCE)
    assert (act.valid_from, act.valid_until) == (FIRST_DAY_OF_ACT, None)


def test_every_agency_is_governed_by_one_regime_on_a_day():
    regimes = Regime.objects.all()
    for distance in (-400, -2, -1, 0, 1, 400):
        day = FIRST_DAY_OF_ACT + timedelta(days=distance)
        for agency in Agency.objects.exclude(name="土地開発公社"):  # 法2条11項: not under the Act
            assert sum(regime.governs(agency.pk, day) for regime in regimes) == 1, (agency, day)


def test_the_assembly_has_an_ordinance_of_its_own():
    assembly, day = factories.agency("議会"), date(2024, 4, 1)
    found = [each.key for each in Regime.objects.all() if each.governs(assembly.pk, day)]
    assert found == ["assembly"]


def test_a_regime_stands_apart_that_at_no_time_governs_the_first_agency():
    law = Law.of(FiscalYear(2030))
    assert [regime.name for regime in law.regimes_apart] == [ASSEMBLY]
    assert list(regimes_apart()) == law.regimes_apart


def test_the_act_gives_thirty_days_and_thirty_more():
    for deadline in rows(DecisionDeadline, ACT):
        assert (deadline.decision_days, deadline.extension_days) == (30, 30)  # 法83条1項, 2項
    for deadline in rows(DecisionDeadline, ORDINANCE):
        assert (deadline.decision_days, deadline.extension_days) == (None, None)
    assert [each.kind.key for each in rows(DecisionDeadline, ACT)] == [
        "disclosure",
        "correction",
        "cessation",
    ]


@pytest.mark.parametrize("name", [ORDINANCE, ACT])
def test_every_word_of_the_report_is_there(name):
    regime = factories.regime(name)
    words = [
        field.name
        for field in Regime._meta.fields
        if field.get_internal_type() == "CharField" and field.editable and not field.choices
    ]
    assert len(words) == 13
    assert all(getattr(regime, word) for word in words)
    regime.full_clean()


def test_the_words_that_differ_are_columns():
    ordinance, act, _ = Regime.objects.all()
    assert ordinance.clause_citation == "条例14条の2第1項"
    assert act.clause_citation == "法78条1項"
    assert (ordinance.provision_word, act.provision_word) == ("外部提供", "目的外提供")


def test_only_disclosure_has_a_method_and_is_limited_by_clauses():
    assert names(RequestKind, ORDINANCE) == ["開示", "訂正", "利用の停止", "消去", "提供の停止"]
    assert names(RequestKind, ACT) == ["開示", "訂正", "利用停止"]
    for regime_name in (ORDINANCE, ACT):
        assert names(RequestKind, regime_name, has_method=True) == ["開示"]
        assert names(RequestKind, regime_name, has_clauses=True) == ["開示"]


def test_both_regimes_disclose_in_four_ways():
    for regime_name in (ORDINANCE, ACT):
        assert names(DisclosureMethod, regime_name) == [
            "閲覧",
            "写しの交付",
            "閲覧・写しの交付",
            "視聴",
        ]


# name: how it uses clauses, how the report breaks it down
OUTCOMES = {
    ORDINANCE: {
        "承諾": ("none", "none"),
        "一部承諾": ("required", "clauses"),
        "不存在": ("none", "departments"),
        "拒否": ("optional", "departments"),
        "取下げ": ("none", "none"),
    },
    ACT: {
        "全部開示": ("none", "none"),
        "部分開示": ("required", "clauses"),
        "不開示": ("required", "clauses"),
        "訂正": ("none", "none"),
        "一部訂正": ("none", "none"),
        "不訂正": ("none", "departments"),
        "利用停止": ("none", "none"),
        "一部利用停止": ("none", "none"),
        "不利用停止": ("none", "departments"),
        "不存在": ("none", "departments"),
        "存否応答拒否": ("required", "departments"),
        "適用除外": ("none", "none"),
        "形式不備": ("none", "none"),
        "却下": ("none", "departments"),
        "取下げ": ("none", "none"),
        "移送": ("none", "none"),
    },
}


@pytest.mark.parametrize("regime_name", OUTCOMES)
def test_an_outcome_says_whether_it_needs_clauses_and_how_it_is_broken_down(regime_name):
    loaded = {
        outcome.name: (outcome.clause_use, outcome.breakdown)
        for outcome in rows(Outcome, regime_name)
    }
    assert list(loaded.items()) == list(OUTCOMES[regime_name].items())


def test_prose_calls_the_whole_grant_by_its_own_name():
    assert factories.outcome("承諾").prose_name == "全部承諾"
    assert factories.outcome("一部承諾").prose_name == "一部承諾"


@pytest.mark.parametrize(
    ("kind", "regime_name", "outcomes"),
    [
        ("開示", ORDINANCE, ["承諾", "一部承諾", "不存在", "拒否", "取下げ"]),
        ("訂正", ORDINANCE, ["承諾", "一部承諾", "不存在", "拒否", "取下げ"]),
        (
            "開示",
            ACT,
            [
                *("全部開示", "部分開示", "不開示", "不存在", "存否応答拒否", "適用除外"),
                *("形式不備", "却下", "取下げ", "移送"),
            ],
        ),
        ("訂正", ACT, ["訂正", "一部訂正", "不訂正", "不存在", "却下", "取下げ", "移送"]),
        (
            "利用停止",
            ACT,
            ["利用停止", "一部利用停止", "不利用停止", "不存在", "却下", "取下げ"],
        ),
    ],
)
def test_a_kind_has_the_outcomes_that_answer_it(kind, regime_name, outcomes):
    answered = factories.kind(kind, regime_name).outcomes.all()
    assert [outcome.name for outcome in answered] == outcomes


@pytest.mark.parametrize(
    ("regime_name", "numbers"),
    [(ORDINANCE, [*"12345678"]), (ACT, [*"12367", *(f"7{letter}" for letter in "イロハニホヘト")])],
)
def test_clauses_have_the_numbers_of_the_law(regime_name, numbers):
    clauses = sorted(rows(ExemptionClause, regime_name), key=lambda clause: clause.place)
    assert [f"{clause.number}{clause.letter}" for clause in clauses] == numbers
    assert [str(clause) for clause in clauses] == [f"第{one[0]}号{one[1:]}" for one in numbers]


def test_what_is_not_held_or_not_told_is_refused_too():
    for name in ("不存在", "存否応答拒否", "適用除外", "形式不備"):
        assert factories.outcome(name, ACT).parent == factories.outcome("不開示", ACT)


@pytest.mark.parametrize(
    ("regime_name", "listed"),
    [(ORDINANCE, ["生命等の保護"]), (ACT, [])],
)
def test_a_ground_says_whether_it_is_listed(regime_name, listed):
    assert names(UseGround, regime_name, listed_in_report=True) == listed


def test_a_ground_cites_its_provision():
    assert [ground.citation for ground in rows(UseGround, ORDINANCE)] == [
        "条例第9条第3項第1号",
        "条例第9条第3項第2号",
        "条例第9条第3項第3号",
        "条例第9条第3項第4号",
    ]
    assert factories.ground("法令", ACT).citation == "法第69条第1項"


def test_a_kind_names_its_request():
    assert factories.kind("開示").request_name == "開示請求"


# The rows can be edited


def test_a_row_that_is_renamed_is_simply_used():
    kind = factories.kind("利用の停止")
    kind.name = "利用停止等"
    saved(kind)
    request = factories.disclosure_request(kind=RequestKind.objects.get(pk=kind.pk), number=3)
    assert str(request) == "令和3年度 利用停止等請求第3号"


def test_a_row_that_is_added_is_simply_used():
    ordinance = factories.regime()
    kind = saved(RequestKind(regime=ordinance, name="閲覧制限", order=6))
    outcome = saved_outcome(regime=ordinance, name="却下", order=6, kinds=[kind])
    request = factories.disclosure_request(kind=kind)
    assert factories.disposition(request=request, outcome=outcome).outcome == outcome


def saved_outcome(kinds, **fields):
    outcome = saved(Outcome(prose_name=fields["name"], **fields))
    outcome.kinds.set(kinds)
    return outcome


def like(regime, **fields):
    """Return an unsaved regime that differs from this one in the given fields only."""
    return copied(regime, **{"key": ""} | fields)


# What is refused


def governing(regime, agency="市長", **dates):
    return Governance(regime=regime, agency=factories.agency(agency), **dates)


GOVERNED = "市長には、同じ日に「{}」も適用されます。期間を直してください。"


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "overlapped"),
    [
        (None, date(1989, 1, 8), ORDINANCE),
        (LAST_DAY_OF_ORDINANCE, LAST_DAY_OF_ORDINANCE, ORDINANCE),
        (FIRST_DAY_OF_ACT, None, ACT),
        (date(2099, 4, 1), None, ACT),
    ],
)
def test_no_agency_falls_under_two_regimes_on_a_day(valid_from, valid_until, overlapped):
    another = saved(
        like(factories.regime(ACT), name="新法", valid_from=valid_from, valid_until=valid_until)
    )
    again = governing(another)
    refused(again, GOVERNED.format(overlapped))
    with pytest.raises(ValidationError):  # in the transaction that saves, too
        again.save()


def test_two_regimes_govern_different_agencies_at_once():
    another = saved(like(factories.regime(ACT), name="企業団の条例"))
    before = Governance.objects.get(agency__name="企業管理者", regime__name=ACT)
    before.valid_until = date(2024, 3, 31)
    saved(before)
    saved(governing(another, "企業管理者", valid_from=date(2024, 4, 1)))
    agency = factories.agency("企業管理者").pk
    assert factories.regime(ACT).governs(agency, date(2024, 3, 31))
    assert not factories.regime(ACT).governs(agency, date(2024, 4, 1))
    assert Regime.objects.get(name="企業団の条例").governs(agency, date(2024, 4, 1))


def test_a_regime_that_lasts_longer_may_meet_another():
    ordinance = factories.regime(ORDINANCE)
    ordinance.valid_until = FIRST_DAY_OF_ACT
    with pytest.raises(ValidationError) as refusal:
        ordinance.full_clean()
    assert "「個人情報の保護に関する法律」も適用されます" in refusal.value.messages[0]
    with pytest.raises(ValidationError):
        ordinance.save()


def test_a_regime_does_not_overlap_with_itself():
    saved(factories.regime(ORDINANCE))


def test_a_regime_must_not_end_before_it_begins():
    act = factories.regime(ACT)
    act.valid_until = act.valid_from - timedelta(days=1)
    act.valid_from += timedelta(days=1)
    refused(act, "適用終了日は、適用開始日以後の日にしてください。")
    refused_by_database(act, "regime_ends_after_it_begins")


def test_a_regime_is_named_once_a_day():
    later = like(factories.regime(ACT), valid_from=date(2030, 4, 1), valid_until=None)
    refused(later, meets("名称", ACT), at="name")
    before = factories.regime(ACT)
    before.valid_until = date(2030, 3, 31)
    saved(before)
    saved(later)


def meets(what, other):
    mend = f"期間か{what}を直してください。"
    return f"重なる期間に、同じ{what}のもの（「{other}」）があります。{mend}"


# Every model of the lists has the same rules; a way of counting has no name of its own.
every_list = pytest.mark.parametrize(
    "model", [model for model in LISTS_OF_LAW if model != CountingWay]
)


@every_list
def test_a_list_takes_one_more_row(model):
    assert saved(one_more(model)) == rows(model, ORDINANCE).last()


@every_list
def test_a_name_stands_once_in_a_list_on_a_day(model):
    first = saved(one_more(model))
    again = copied(first, key="")
    said = message_dict(again)
    if model is not DecisionDeadline:  # whose kind tells them apart
        assert said["name"] == [meets("名称", first)]
    with pytest.raises(ValidationError):  # in the transaction that saves, too
        again.save()
    first.valid_until, again.valid_from = LAST_DAY_OF_ORDINANCE, FIRST_DAY_OF_ACT
    saved(first)
    saved(again)
    assert again.key != first.key


def message_dict(row):
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


@every_list
def test_versions_of_a_row_have_its_key_each_on_its_own_days(model):
    first = saved(one_more(model, valid_until=date(2020, 3, 31)))
    second = copied(first, name="改めた名称", valid_from=date(2020, 4, 1), valid_until=None)
    saved(second)
    assert first.key == second.key
    assert second.on(date(2020, 3, 31), "kind") == first
    third = copied(second, name="別の名称", valid_from=date(2019, 4, 1), valid_until=None)
    assert message_dict(third)


def test_a_regime_counts_in_one_way_on_a_day():
    way = rows(CountingWay, ACT).get()
    again = copied(way, key="", name="別の数え方")
    refused(again, meets("数え方", way))


def test_a_deadline_is_of_a_kind_of_its_law():
    kind = saved(one_more(RequestKind, name="閲覧", regime=factories.regime(ACT)))
    again = one_more(DecisionDeadline, kind=kind)
    refused(again, "同じ適用法令のものを選んでください。", at="kind")


@every_list
def test_two_rows_may_change_places_one_after_the_other(model):
    first, second = rows(model, ACT)[:2]
    first.order, second.order = second.order, first.order
    saved(first)
    saved(second)
    assert list(rows(model, ACT)[:2]) == [second, first]


@every_list
def test_both_regimes_may_have_the_same_row(model):
    saved(one_more(model))
    saved(one_more(model, regime=factories.regime(ACT)))


def test_a_clause_number_stands_once_a_day():
    again = one_more(ExemptionClause, number=8)
    refused(again, meets("号", "第8号"), at="paragraph")
    saved(one_more(ExemptionClause, number=8, letter="イ"))
    saved(one_more(ExemptionClause, number=8, paragraph=2, name="条例で加えたもの"))


@pytest.mark.parametrize("number", [0, 31])
def test_a_clause_number_out_of_range_is_refused(number):
    clause = one_more(ExemptionClause, number=number)
    refused(clause, "号は1から30までの数にしてください。")
    refused_by_database(clause, "clause_number_in_range")


def test_the_first_and_the_last_clause_number_are_taken():
    factories.clause(1).full_clean()
    saved(one_more(ExemptionClause, number=30))


def test_a_row_in_use_is_not_deleted():
    factories.disclosure_request()
    factories.use_notice()
    for row in (factories.kind(), factories.method(), factories.ground(), factories.regime()):
        with pytest.raises(ProtectedError):
            row.delete()


# The law as one year sees it


def test_a_year_is_named_by_the_regime_of_its_last_day():
    assert Law.of(FiscalYear(2022)).regime.name == ORDINANCE
    assert Law.of(FiscalYear(2023)).regime.name == ACT


def test_a_year_reports_the_regimes_in_force_and_any_with_records():
    law = Law.of(FiscalYear(2023))
    ordinance, act, _ = law.regimes
    assert law.regimes_reported(set()) == [act]
    assert law.regimes_reported({ordinance.pk}) == [ordinance, act]


def test_a_year_reports_the_agencies_bound_and_any_with_records():
    corporation = factories.agency("土地開発公社")
    corporation.valid_until = date(2021, 3, 31)
    saved(corporation)
    law = Law.of(FiscalYear(2021))
    assert len(law.agencies) == 10
    assert len(law.agencies_reported(set())) == 9
    assert law.agencies_reported({corporation.pk})[-1] == corporation


def test_the_law_is_loaded_once(django_assert_num_queries):
    with django_assert_num_queries(11):
        law = Law.of(FiscalYear(2021))
    with django_assert_num_queries(0):
        for regime in law.regimes:
            assert [list(outcome.kinds.all()) for outcome in regime.outcome_set.all()]


def test_the_law_has_its_history_from_the_first_day():
    outcome = factories.outcome("承諾")
    (loaded,) = outcome.history.all()
    assert loaded.history_change_reason == "初期データ"
    assert loaded.kinds.count() == outcome.kinds.count() == 5
    assert [row.history.count() for row in Regime.objects.all()] == [1, 1, 1]
