"""A table laid out: every datum under the headers that a reader would give it."""

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.document.grid import Grid, text_of
from kurume_privacy.document.structure import (
    Cell,
    Line,
    Row,
    Table,
    header_cell,
    text_cell,
)
from tests.reports.documents import count_cell


def table(head: list[list[Cell]], *groups: list[list[Cell]]) -> Table:
    """Return a table with these cells."""
    parts = [tuple(Row(tuple(cells)) for cells in rows) for rows in (head, *groups)]
    return Table("made", "作った表", parts[0], tuple(parts[1:]))


def column(text: str, **spans: int) -> Cell:
    return header_cell(text, "colgroup" if spans.get("colspan", 1) > 1 else "col", **spans)


def row(text: str, **spans: int) -> Cell:
    return header_cell(text, "rowgroup" if spans.get("rowspan", 1) > 1 else "row", **spans)


REQUESTS = table(
    [
        [
            column("区分", colspan=2, rowspan=2),
            column("件数", rowspan=2),
            column("内訳", colspan=2),
        ],
        [column("承諾"), column("拒否")],
    ],
    [
        [row("開示", rowspan=2), row("閲覧"), *map(count_cell, (3, 2, 1))],
        [row("写し"), *map(count_cell, (5, 5, 0))],
        [row("訂正", colspan=2), *map(count_cell, (1, 0, 1))],
    ],
)


def headers_of(grid: Grid) -> dict:
    return {
        (datum.row, datum.column): (datum.row_headers, datum.column_headers) for datum in grid.data
    }


def places(headers) -> list:
    return [placed.at for placed in headers]


class TestAGrid:
    def test_is_laid_out_once_a_table(self):
        made = table([[column("課")]], [[count_cell(3)]])
        assert Grid.of(made) is Grid.of(made)
        assert Grid.of(replace(made, title="別の表")) is not Grid.of(made)

    def test_finds_the_headers_of_a_datum(self):
        grid = Grid.of(table([[column("課"), column("件数")]], [[row("総務課"), count_cell(3)]]))
        (datum,) = grid.data
        assert (datum.row, datum.column, datum.value) == (1, 1, 3)
        assert (datum.row_headers, datum.column_headers) == (("総務課",), ("件数",))
        assert places(datum.row_headed_by) == [(1, 0)]
        assert places(datum.column_headed_by) == [(0, 1)]

    def test_puts_the_outer_header_first_in_a_head_of_two_rows(self):
        headers = headers_of(Grid.of(REQUESTS))
        assert headers[2, 2] == (("開示", "閲覧"), ("件数",))
        assert headers[2, 4] == (("開示", "閲覧"), ("内訳", "拒否"))
        assert headers[3, 3] == (("開示", "写し"), ("内訳", "承諾"))
        assert headers[4, 4] == (("訂正",), ("内訳", "拒否"))

    def test_prints_a_text_where_its_cell_begins(self):
        assert Grid.of(REQUESTS).texts == (
            ("区分", "", "件数", "内訳", ""),
            ("", "", "", "承諾", "拒否"),
            ("開示", "閲覧", "3", "2", "1"),
            ("", "写し", "5", "5", "0"),
            ("訂正", "", "1", "0", "1"),
        )

    def test_gives_no_header_of_its_right_to_a_cell_that_has_one_on_its_left(self):
        body = [[row("部", rowspan=2), count_cell(3, rowspan=2), row("1号"), count_cell(1)]]
        body.append([row("2号"), count_cell(2)])
        grid = Grid.of(table([[column(name) for name in "所件号数"]], body))
        headers = headers_of(grid)
        assert headers[1, 1] == (("部",), ("件",))
        assert headers[2, 3] == (("部", "2号"), ("数",))

    def test_finds_the_header_of_a_row_that_begins_with_data(self):
        head = [[text_cell(""), column("区分"), column("名称")]]
        grid = Grid.of(table(head, [[text_cell("1"), text_cell("開始"), row("徴収業務")]]))
        assert headers_of(grid) == {
            (1, 0): (("徴収業務",), ()),
            (1, 1): (("徴収業務",), ("区分",)),
        }

    def test_leaves_no_group_with_a_span_as_in_html(self):
        grid = Grid.of(table([[column("名")]], [[row("組", rowspan=9)]], [[text_cell("値")]]))
        assert grid.texts == (("名",), ("組",), ("値",))

    def test_of_a_table_without_rows_is_empty(self):
        assert Grid.of(Table("made", "空の表", (), ())) == Grid(0, (), (), ())


def test_a_cell_says_its_lines_with_their_markers():
    cell = Cell((Line(("諮問",)), Line(("収集の件",), "(1)", 1)))
    assert text_of(cell) == "諮問\n(1)収集の件"


# Any table, against an expansion that knows nothing but the places


@st.composite
def spans(draw: st.DrawFn, height: int, width: int) -> dict:
    """Draw rectangles that fill an area: {upper left corner: (height, width)}."""
    free = set(product(range(height), range(width)))
    drawn = {}
    while free:
        top, left = min(free)
        widest = next(w for w in range(1, width + 1) if (top, left + w) not in free)
        across = draw(st.integers(1, min(widest, 3)))
        down = draw(st.integers(1, min(height - top, 3)))
        covered = set(product(range(top, top + down), range(left, left + across)))
        if not covered <= free:
            down, covered = 1, {(top, left + step) for step in range(across)}
        free -= covered
        drawn[top, left] = (down, across)
    return drawn


@st.composite
def parts(draw: st.DrawFn, width: int, scopes: tuple[str, ...]) -> tuple[list[Row], dict]:
    """Draw rows, and by hand what stands at each of their places."""
    height = draw(st.integers(1, 4))
    rows, places = [[] for _ in range(height)], {}
    for (top, left), (down, across) in sorted(draw(spans(height, width)).items()):
        cell = header_cell(f"{draw(st.integers(0, 999))}", draw(st.sampled_from(scopes)))
        cell = Cell(cell.lines, cell.scope, across, down)
        rows[top].append(cell)
        covered = product(range(top, top + down), range(left, left + across))
        places |= dict.fromkeys(covered, (cell, (top, left)))
    return [Row(tuple(cells)) for cells in rows], places


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, dict, int]:
    """Draw a table with a head and up to three groups, and its expansion."""
    width = draw(st.integers(1, 5))
    head, expanded = draw(parts(width, ("", "col", "colgroup")))
    groups, top = [], len(head)
    for _ in range(draw(st.integers(0, 3))):
        rows, places = draw(parts(width, ("", "", "row", "rowgroup")))
        for (row_, column_), (cell, (first, left)) in places.items():
            expanded[top + row_, column_] = (cell, (top + first, left))
        groups.append(tuple(rows))
        top += len(rows)
    return Table("made", "作った表", tuple(head), tuple(groups)), expanded, len(head)


def naive_headers(expanded: dict, head: int, at: tuple[int, int]) -> tuple[set, set]:
    """Look at every place of the table, for each place that the datum covers."""
    rows = {place[0] for place, (_, begin) in expanded.items() if begin == at}
    columns = {place[1] for place, (_, begin) in expanded.items() if begin == at}
    beside = {
        begin
        for (row_, _), (cell, begin) in expanded.items()
        if row_ in rows and cell.scope in ("row", "rowgroup")
    }
    left = {begin for begin in beside if begin[1] < at[1]}
    above = {
        begin
        for (row_, column_), (cell, begin) in expanded.items()
        if row_ < at[0] and column_ in columns and cell.scope in ("col", "colgroup")
    }
    return left or beside, above


class TestAnyTable:
    @given(tables())
    def test_is_laid_out_as_an_expansion_of_its_spans(self, drawn):
        made, expanded, _ = drawn
        grid = Grid.of(made)
        for (row_, column_), (cell, begin) in expanded.items():
            said = text_of(cell) if (row_, column_) == begin else ""
            assert grid.texts[row_][column_] == said
        assert {placed.at for placed in grid.cells} == {begin for _, begin in expanded.values()}

    @given(tables())
    def test_has_each_datum_once_under_exactly_its_headers(self, drawn):
        made, expanded, head = drawn
        grid = Grid.of(made)
        data = {begin for cell, begin in expanded.values() if begin[0] >= head and not cell.scope}
        assert sorted((datum.row, datum.column) for datum in grid.data) == sorted(data)
        for datum in grid.data:
            rows, columns = naive_headers(expanded, head, (datum.row, datum.column))
            beside, above = places(datum.row_headed_by), places(datum.column_headed_by)
            assert sorted(beside) == sorted(rows)
            assert datum.row_headers == tuple(text_of(expanded[at][0]) for at in beside)
            assert [at[1] for at in beside] == sorted(at[1] for at in rows)
            assert above == sorted(columns)
