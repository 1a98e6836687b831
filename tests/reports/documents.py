"""Reports made by hand, for what a rendering must do with any document."""

from kurume_privacy.document.structure import (
    Cell,
    Number,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    number_cell,
    text_cell,
)


def report_of(*tables: Table) -> Report:
    """Return a report of one section with these tables."""
    section = Section("made", "作ったもの", tables)
    return Report(2021, "令和3年度の見本", "（令和3年4月1日～令和4年3月31日）", (section,))


def count_cell(value: int, **spans: int) -> Cell:
    """Return a cell with a number of which nothing is known but its value."""
    return number_cell(Number(value), **spans)


def table_of_sentences(rows: int, sentences: int) -> Table:
    """Return a table whose rows are each several lines long."""
    head = Row((header_cell("番号", "col"), header_cell("内容", "col")))
    groups = tuple(
        (
            Row(
                (
                    header_cell(f"行{row}", "row"),
                    text_cell(*(f"行{row}の文{n}" for n in range(sentences))),
                )
            ),
        )
        for row in range(rows)
    )
    return Table("made.sentences", "文の表", (head,), groups)


def table_of_groups(groups: int, rows: int) -> Table:
    """Return a table of groups of rows under a common header each."""
    names = ("部局", "件数", "内訳")
    head = Row(tuple(header_cell(name, "col") for name in names))
    return Table(
        "made.groups", "組の表", (head,), tuple(_group(group, rows) for group in range(groups))
    )


def _group(group: int, rows: int) -> tuple[Row, ...]:
    leading = (
        header_cell(f"部局{group}", "rowgroup", rowspan=rows),
        count_cell(rows, rowspan=rows),
    )
    return tuple(
        Row((*(() if row else leading), text_cell(f"部局{group}の内訳{row}")))
        for row in range(rows)
    )
