"""正誤表: what differs between two reports is named, cell by cell, and nothing else is."""

from dataclasses import replace
from itertools import starmap

from hypothesis import assume, given
from hypothesis import strategies as st

from kurume_privacy.document.grid import Grid
from kurume_privacy.document.identity import TOTAL
from kurume_privacy.document.structure import (
    Cell,
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    text_cell,
)
from reports.edition.errata import Erratum, compare
from tests.reports.documents import count_cell

REASON = "届出の登録漏れ"


def table(*rows, key="t", head=None, **more):
    """Return a table of rows: a row header and its numbers; without header where it is empty."""
    head = head or ("登録", "変更")
    names = [header_cell(name, "col") for name in ("", *head)]
    groups = [
        (Row((header_cell(label, "row") if label else text_cell(""), *map(count_cell, numbers))),)
        for label, *numbers in rows
    ]
    return Table(key, "登録件数", (Row(tuple(names)),), tuple(groups), **more)


def prose(text, key="p"):
    return Paragraph(key, (text,))


def report(*blocks, title="運用状況", key="s"):
    sections = (Section(key, "登録状況", blocks),)
    return Report(2021, title, "（期間）", sections)


def compared(before, after):
    """Return each correction as (table, row, column, wrong, right)."""
    found = compare(before, after, REASON)
    assert {one.reason for one in found} <= {REASON}
    return [(one.table, one.row, one.column, one.wrong, one.right) for one in found]


ROWS = (("市長", 1, 2), ("議会", 3, 4))


def test_it_names_section_table_row_column_wrong_and_right():
    before, after = (report(table(*ROWS)), report(table(("市長", 1, 5), ROWS[1])))
    assert compare(before, after, REASON) == (
        Erratum("1　登録状況", "登録件数", "市長", "変更", "2", "5", REASON),
    )


def test_what_is_alike_needs_no_correction():
    assert compared(report(table(*ROWS), prose("文")), report(table(*ROWS), prose("文"))) == []


def test_a_paragraph_counts_as_the_text():
    assert compared(report(prose("1件です。")), report(prose("2件です。"))) == [
        ("本文", "", "", "1件です。", "2件です。")
    ]


def test_a_number_in_a_sentence_is_read_with_it():
    before, after = (Paragraph("p", ("計", Number(value, "計"), "件")) for value in (1, 2))
    assert compared(report(before), report(after)) == [("本文", "", "", "計1件", "計2件")]


def test_rows_are_matched_by_their_headers_not_by_their_place():
    added = report(table(ROWS[0], ("企業管理者", 7, 8), ROWS[1]))
    assert compared(report(table(*ROWS)), added) == [
        ("登録件数", "企業管理者", "登録", "", "7"),
        ("登録件数", "企業管理者", "変更", "", "8"),
    ]
    assert compared(added, report(table(*ROWS))) == [
        ("登録件数", "企業管理者", "登録", "7", ""),
        ("登録件数", "企業管理者", "変更", "8", ""),
    ]


def test_rows_of_the_same_header_are_matched_by_what_they_say():
    lines = [("開始", 1, 1), ("開始", 2, 2), ("開始", 3, 3)]
    added = [lines[0], ("開始", 9, 9), *lines[1:]]
    assert compared(report(table(*lines)), report(table(*added))) == [
        ("登録件数", "開始", "登録", "", "9"),
        ("登録件数", "開始", "変更", "", "9"),
    ]


def lines(*numbers, label="開始"):
    """Return a table of rows of one header, each the same number twice."""
    return report(table(*((label, number, number) for number in numbers)))


def first_cells(before, after):
    """Return (row, wrong, right) of the first column."""
    return [
        (row, wrong, right)
        for _, row, column, wrong, right in compared(before, after)
        if column == "登録"
    ]


def test_as_many_rows_as_before_are_corrected_each_in_its_place():
    assert first_cells(lines(1, 2, 3, 4), lines(1, 3, 5, 4)) == [
        ("開始", "2", "3"),
        ("開始", "3", "5"),
    ]


def test_rows_that_are_added_above_and_below_leave_the_others_alone():
    assert first_cells(lines(1, 2), lines(9, 1, 2, 8)) == [("開始", "", "9"), ("開始", "", "8")]
    assert first_cells(lines(9, 1, 2, 8), lines(1, 2)) == [("開始", "9", ""), ("開始", "8", "")]


def test_of_equal_rows_the_last_is_the_one_that_is_added():
    once, twice = (lines(*numbers, label="") for numbers in ((1, 1), (1, 1, 1)))
    assert first_cells(once, twice) == [("3行目", "", "1")]
    assert first_cells(twice, once) == [("3行目", "1", "")]


def test_a_row_that_is_changed_beside_one_that_is_added_keeps_its_place():
    before, after = (lines(*numbers, label="") for numbers in ((1, 2, 3), (1, 5, 3, 3)))
    assert first_cells(before, after) == [("2行目", "2", "5"), ("3行目", "", "3")]


def test_a_row_without_header_is_named_by_its_place():
    rows = [("", 1, 1), ("", 2, 2)]
    changed = [("", 1, 1), ("", 2, 7)]
    assert compared(report(table(*rows)), report(table(*changed))) == [
        ("登録件数", "2行目", "変更", "2", "7")
    ]


def test_a_column_that_is_added_is_named():
    wider = table(("市長", 1, 2, 3), head=("登録", "変更", "廃止"))
    assert compared(report(table(ROWS[0])), report(wider)) == [
        ("登録件数", "市長", "廃止", "", "3")
    ]


def test_a_column_that_is_added_before_another_leaves_it_alone():
    wider = table(("市長", 3, 1, 2), head=("廃止", "登録", "変更"))
    assert compared(report(table(ROWS[0])), report(wider)) == [
        ("登録件数", "市長", "廃止", "", "3")
    ]


def test_a_table_without_a_head_is_compared():
    before, after = (replace(table(("市長", number)), head=()) for number in (1, 2))
    assert compared(report(before), report(after)) == [("登録件数", "市長", "", "1", "2")]


def test_a_table_that_is_added_or_taken_away_is_named_with_every_cell():
    found = compared(report(), report(table(ROWS[0])))
    assert found == [
        ("登録件数", "表題", "", "", "登録件数　件"),
        ("登録件数", "市長", "登録", "", "1"),
        ("登録件数", "市長", "変更", "", "2"),
    ]
    gone = compared(report(table(ROWS[0])), report())
    assert gone == [(*where, right, wrong) for *where, wrong, right in found]


def test_what_stands_over_a_table_is_compared_too():
    before, after = report(table(caption=("単位 件",))), report(table(caption=("単位 人",)))
    assert compared(before, after) == [
        ("登録件数", "表題", "", "登録件数　単位 件　件", "登録件数　単位 人　件")
    ]


def test_headings_listings_and_titles_are_compared():
    before = report(
        Heading(("内訳",)), Listing("l", ("凡例",), (Line(("甲",), "①"),)), title="旧", key="s"
    )
    after = report(
        Heading(("内訳表",)), Listing("l", ("凡例",), (Line(("乙",), "①"),)), title="新", key="s"
    )
    assert compared(before, after) == [
        ("表題", "", "", "旧", "新"),
        ("本文", "", "", "内訳", "内訳表"),
        ("凡例", "", "", "①甲", "①乙"),
    ]


def test_a_section_that_is_added_is_named_with_all_that_it_says():
    empty = Report(2021, "運用状況", "（期間）", ())
    found = compared(empty, report(prose("文")))
    assert found == [("表題", "", "", "", "1　登録状況"), ("本文", "", "", "", "文")]
    gone = compared(report(prose("文")), empty)
    assert gone == [("表題", "", "", "1　登録状況", ""), ("本文", "", "", "文", "")]


def test_of_several_headings_each_is_held_against_its_own():
    before, after = (
        report(Heading((first,)), Heading(("二",)), Heading(("三",))) for first in ("一", "壱")
    )
    assert compared(before, after) == [("本文", "", "", "一", "壱")]


def test_a_line_of_a_listing_that_is_taken_away_is_named():
    whole, less = (
        report(Listing("l", ("凡例",), tuple(Line((text,)) for text in texts)))
        for texts in (("甲", "乙"), ("甲",))
    )
    assert compared(whole, less) == [("凡例", "", "", "乙", "")]
    assert compared(less, whole) == [("凡例", "", "", "", "乙")]


def test_columns_of_the_same_name_are_told_apart_by_their_order():
    head = ("登録", "登録")
    before, after = (report(table(("市長", number, 3), head=head)) for number in (2, 5))
    assert compared(before, after) == [("登録件数", "市長", "登録", "2", "5")]


def test_both_rows_of_a_head_name_the_column():
    head = (
        Row((header_cell("", "col", rowspan=2), header_cell("処理", "colgroup", colspan=2))),
        Row((header_cell("承諾", "col"), header_cell("拒否", "col"))),
    )
    made = [
        Table("t", "請求", head, ((Row((header_cell("開示", "row"), *map(count_cell, row))),),))
        for row in ((1, 2), (1, 3))
    ]
    assert compared(report(made[0]), report(made[1])) == [("請求", "開示", "処理／拒否", "2", "3")]


# Whatever the table: change one cell, and exactly that one is named

numbers = st.integers(0, 3)
rows = st.lists(
    st.tuples(st.sampled_from(["", "市長", "議会", "合計"]), numbers, numbers), max_size=8
)


@given(st.data())
def test_of_any_table_exactly_the_changed_cell_is_named(data):
    before = table(*data.draw(rows.filter(bool)))
    grid = Grid.of(before)
    counted = [datum for datum in grid.data if datum.cell.value is not None]
    datum = data.draw(st.sampled_from(counted))
    after = with_cell(before, datum.cell, count_cell(datum.cell.value + 1 + data.draw(numbers)))
    ((title, row, column, wrong, right),) = compared(report(before), report(after))
    (found,) = (one for one in Grid.of(after).data if (one.row, one.column) == at(datum))
    assert (title, wrong, right) == ("登録件数", datum.text, found.text)
    assert column == "".join(datum.column_headers)
    assert row == "".join(datum.row_headers) or row.endswith("行目")


def at(datum):
    return datum.row, datum.column


def with_cell(changed: Table, old: Cell, new: Cell) -> Table:
    """Return the table with this very cell replaced."""
    groups = tuple(
        tuple(
            replace(row, cells=tuple(new if cell is old else cell for cell in row.cells))
            for row in group
        )
        for group in changed.groups
    )
    return replace(changed, groups=groups)


@given(rows, rows)
def test_what_is_named_leads_from_one_table_to_the_other(first, second):
    """As many cells are right as stand in the new table, less those that were right before."""
    before, after = table(*first), table(*second)
    found = compared(report(before), report(after))
    lost = sorted(wrong for _, _, _, wrong, _ in found if wrong)
    won = sorted(right for _, _, _, _, right in found if right)
    assert balance(texts(before), lost, won) == sorted(texts(after))


def balance(before, lost, won):
    kept = list(before)
    for text in lost:
        kept.remove(text)
    return sorted(kept + won)


def texts(made):
    return [datum.text for datum in Grid.of(made).data if datum.text]


@given(rows, rows)
def test_the_other_way_round_wrong_and_right_change_places(first, second):
    """Rows of the same name are told apart by their order alone, which may pair them otherwise."""
    assume(all(len({name for name, *_ in each}) == len(each) for each in (first, second)))
    one, other = report(table(*first)), report(table(*second))
    there = compared(one, other)
    back = compared(other, one)
    assert len(there) == len(back)


# What has keys is paired by them


def keyed(*rows, head=(("start", "登録"), ("change", "変更")), whole="合計"):
    """Return a table of rows of (key, word, numbers), under columns of (key, word).

    Its last row is called ``whole`` and holds their sums.
    """
    columns = [header_cell(word, "col", f"kind={key}") for key, word in head]
    made = [
        Row(
            (header_cell(word, "row", f"agency={key}"), *map(count_cell, numbers)),
            key=f"agency={key}",
        )
        for key, word, *numbers in rows
    ]
    sums = map(sum, zip(*(numbers for _, _, *numbers in rows), strict=True))
    label = header_cell(whole, "row", TOTAL)
    made.append(Row((label, *map(count_cell, sums)), total=True, key=TOTAL))
    return Table("t", "登録件数", (Row((text_cell(""), *columns)),), tuple((row,) for row in made))


def breakdown(*departments):
    """Return a table of departments (key, word, all, combinations of clauses: (key, number))."""
    words = (("department", "所管部局"), ("all", "件数"), ("clauses", "該当号"), ("", "内訳"))
    head = Row(tuple(header_cell(word, "col", key) for key, word in words))
    return Table("t", "拒否の内訳", (head,), tuple(starmap(department, departments)))


def department(key, word, whole, *sets):
    """Return a department's rows: its number beside the first, then a combination each."""
    about = f"department={key}"
    name = header_cell(word, "rowgroup", about, rowspan=len(sets))
    leading = (name, count_cell(whole, rowspan=len(sets)))
    rows = []
    for clauses, number in sets:
        cells = (header_cell(f"{clauses}号", "row", f"clauses={clauses}"), count_cell(number))
        rows.append(Row(cells if rows else (*leading, *cells), key=f"{about};clauses={clauses}"))
    return tuple(rows)


def records(*rows):
    """Return a table that lists records of (number, name, division), in their places."""
    words = (("name", "業務の名称"), ("division", "所管課"))
    head = Row((text_cell(""), *(header_cell(word, "col", key) for key, word in words)))
    groups = tuple(
        (
            Row(
                (text_cell(str(place)), header_cell(name, "row", "name"), text_cell(division)),
                key=f"notice={number}",
            ),
        )
        for place, (number, name, division) in enumerate(rows, start=1)
    )
    return Table("t", "一覧", (head,), groups)


class TestKeys:
    def test_a_header_that_is_reworded_is_named_once_and_its_cells_are_no_errors(self):
        before = keyed(("mayor", "市長", 1, 2), ("assembly", "議会", 3, 4))
        after = keyed(
            ("mayor", "市長", 1, 2),
            ("assembly", "市議会", 3, 4),
            head=(("start", "開始"), ("change", "変更")),
        )
        assert compared(report(before), report(after)) == [
            ("登録件数", "見出し", "開始", "登録", "開始"),
            ("登録件数", "市議会", "見出し", "議会", "市議会"),
        ]

    def test_rows_and_columns_may_stand_in_another_order(self):
        before = keyed(("mayor", "市長", 1, 2), ("assembly", "議会", 3, 4))
        after = keyed(
            ("assembly", "議会", 4, 3),
            ("mayor", "市長", 2, 1),
            head=(("change", "変更"), ("start", "登録")),
        )
        assert compared(report(before), report(after)) == []

    def test_words_that_change_places_are_paired_by_what_they_are_about(self):
        before = keyed(("mayor", "市長", 1, 2), ("assembly", "議会", 3, 4))
        after = keyed(("mayor", "議会", 1, 2), ("assembly", "市長", 3, 5))
        assert compared(report(before), report(after)) == [
            ("登録件数", "議会", "見出し", "市長", "議会"),
            ("登録件数", "市長", "見出し", "議会", "市長"),
            ("登録件数", "市長", "変更", "4", "5"),
            ("登録件数", "合計", "変更", "6", "7"),
        ]

    def test_a_header_that_is_added_is_not_one_that_was_reworded(self):
        before = keyed(("mayor", "市長", 1, 2))
        head = (("start", "登録"), ("end", "廃止"), ("change", "変更"))
        after = keyed(("mayor", "市長", 1, 0, 2), ("assembly", "議会", 0, 0, 0), head=head)
        assert compared(report(before), report(after)) == [
            ("登録件数", "市長", "廃止", "", "0"),
            ("登録件数", "合計", "廃止", "", "0"),
            ("登録件数", "議会", "登録", "", "0"),
            ("登録件数", "議会", "廃止", "", "0"),
            ("登録件数", "議会", "変更", "", "0"),
        ]

    def test_the_word_for_the_total_is_a_header_too(self):
        before, after = (keyed(("mayor", "市長", 1, 2), whole=word) for word in ("合計", "総数"))
        assert compared(report(before), report(after)) == [
            ("登録件数", "総数", "見出し", "合計", "総数")
        ]

    def test_the_heading_of_a_column_of_records_may_be_reworded(self):
        before = records((1, "甲", "総務課"), (2, "乙", "市民課"))
        (head,) = before.head
        words = (*head.cells[:2], header_cell("担当課", "col", "division"))
        after = replace(before, head=(replace(head, cells=words),))
        assert compared(report(before), report(after)) == [
            ("一覧", "見出し", "担当課", "所管課", "担当課")
        ]

    def test_the_number_of_a_group_is_paired_by_the_group_whichever_row_comes_first(self):
        before = breakdown(("a", "総務部", 3, ("1", 1), ("6", 2)), ("b", "市民部", 4, ("1", 4)))
        other = breakdown(("b", "市民部", 4, ("1", 4)), ("a", "総務部", 3, ("6", 2), ("1", 1)))
        assert compared(report(before), report(other)) == []
        added = breakdown(
            ("a", "総務部", 4, ("2", 1), ("1", 1), ("6", 2)), ("b", "市民部", 4, ("1", 4))
        )
        assert compared(report(before), report(added)) == [
            ("拒否の内訳", "総務部", "件数", "3", "4"),
            ("拒否の内訳", "総務部／2号", "内訳", "", "1"),
        ]

    def test_a_record_that_is_taken_away_renumbers_no_other(self):
        rows = [(1, "甲", "総務課"), (2, "乙", "総務課"), (3, "丙", "市民課")]
        found = compared(report(records(*rows)), report(records(rows[0], rows[2])))
        assert found == [
            ("一覧", "乙", "所管課", "総務課", ""),
            ("一覧", "乙", "業務の名称", "乙", ""),
        ]

    def test_a_record_of_a_group_is_paired_by_itself(self):
        def grouped(*rows):
            made = records(*rows)
            (head,), (first, *others) = made.head, (row for (row,) in made.groups)
            ground = header_cell("法令の定め", "rowgroup", "ground=law", rowspan=len(rows))
            return replace(
                made,
                head=(replace(head, cells=(header_cell("根拠", "col", "ground"), *head.cells)),),
                groups=((replace(first, cells=(ground, *first.cells)), *others),),
            )

        rows = [(1, "甲", "総務課"), (2, "乙", "総務課"), (3, "丙", "市民課")]
        found = compared(report(grouped(*rows)), report(grouped(rows[0], rows[2])))
        assert found == [
            ("一覧", "法令の定め／乙", "所管課", "総務課", ""),
            ("一覧", "法令の定め／乙", "業務の名称", "乙", ""),
        ]

    def test_a_record_without_a_name_is_paired_by_its_key(self):
        def made(*rows):
            unnamed = table(*(("", number) for _, number in rows), head=("件数",))
            lines = zip(unnamed.groups, rows, strict=True)
            keyed = tuple((replace(row, key=f"appeal={key}"),) for (row,), (key, _) in lines)
            return replace(unnamed, groups=keyed)

        assert compared(report(made((1, 5), (2, 6))), report(made((2, 6), (1, 5)))) == []

    def test_a_name_that_no_heading_is_about_is_corrected_without_one(self):
        before, after = (records((1, name, "総務課")) for name in ("甲の業務", "乙の業務"))
        before, after = (replace(one, head=()) for one in (before, after))
        assert compared(report(before), report(after)) == [
            ("一覧", "乙の業務", "", "甲の業務", "乙の業務")
        ]

    def test_what_stands_beside_a_name_under_the_same_heading_is_corrected_too(self):
        def made(number):
            head = Row((header_cell("業務の名称", "col", "name", colspan=2),))
            row = Row((header_cell("甲", "row", "name"), count_cell(number)), key="notice=1")
            return Table("t", "一覧", (head,), ((row,),))

        assert compared(report(made(1)), report(made(2))) == [
            ("一覧", "甲", "業務の名称", "1", "2")
        ]

    def test_the_name_of_a_record_may_be_corrected(self):
        before, after = (records((1, name, "総務課")) for name in ("甲の業務", "乙の業務"))
        assert compared(report(before), report(after)) == [
            ("一覧", "乙の業務", "業務の名称", "甲の業務", "乙の業務")
        ]

    def test_a_number_that_is_not_printed_may_be_corrected_without_an_erratum(self):
        before, after = (records((number, "甲", "総務課")) for number in (1, 9))
        assert compared(report(before), report(after)) == []

    def test_records_of_an_edition_without_keys_are_paired_by_their_names(self):
        before = records((1, "甲", "総務課"), (2, "乙", "市民課"))
        groups = tuple((replace(group[0], key=""),) for group in before.groups)
        unkeyed = replace(before, groups=groups)
        after = records((1, "甲", "総務課"), (2, "乙", "税務課"))
        assert compared(report(unkeyed), report(after)) == [
            ("一覧", "乙", "所管課", "市民課", "税務課")
        ]

    def test_a_heading_that_is_added_before_another_is_paired_with_none(self):
        refused = Heading(("拒否（1件）",), key="outcome=refused")
        not_held = Heading(("不存在（1件）",), key="outcome=not_held")
        assert compared(report(refused), report(not_held, refused)) == [
            ("本文", "", "", "", "不存在（1件）")
        ]

    def test_lines_are_paired_by_their_keys(self):
        def listed(*lines):
            made = tuple(Line((text,), key=key) for key, text in lines)
            return report(Listing("l", ("凡例",), made))

        before = listed(("a", "甲"), ("b", "乙"))
        assert compared(before, listed(("b", "乙"), ("a", "甲"))) == []
        assert compared(before, listed(("b", "乙"), ("a", "丙"))) == [("凡例", "", "", "甲", "丙")]
        assert compared(before, listed(("b", "乙"))) == [("凡例", "", "", "甲", "")]
