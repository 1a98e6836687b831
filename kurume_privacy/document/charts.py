"""Small charts, as numbers that a template draws as SVG: no script, no style of their own. Pure.

A chart never stands alone: whoever shows it shows its table too (`charts/table.html`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 360
AXIS = 34  # left of the columns, for the numbers of the scale
PLOT_TOP, PLOT_HEIGHT = 16, 150
LABEL_HEIGHT = 24
ROW_HEIGHT, BAR_TOP, BAR_HEIGHT = 46, 22, 14
VALUE_WIDTH = 56  # right of a bar, for its number
GAP = 0.2  # of a place, left free on either side of its columns


@dataclass(frozen=True)
class Bar:
    """A rectangle of a chart, the series it belongs to, and what its hint says."""

    x: float
    y: float
    width: float
    height: float
    series: int
    hint: str


@dataclass(frozen=True)
class Mark:
    """A text of a chart at its place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawing of numbers, and the same numbers as rows of a table."""

    key: str
    title: str
    summary: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Mark, ...]
    values: tuple[Mark, ...]
    shape: str  # "columns" or "rows"
    width: int = WIDTH

    @property
    def series(self) -> tuple[str, ...]:
        """The names of what is compared."""
        return self.head[1:]

    @property
    def base(self) -> int:
        """Where the columns stand."""
        return PLOT_TOP + PLOT_HEIGHT


def top_of_scale(largest: int) -> int:
    """Return a round, even number that is not smaller: its half is a mark of the scale too."""
    power = 1
    while largest > 10 * power:
        power *= 10
    return next(step * power for step in (2, 4, 6, 8, 10) if largest <= step * power)


def columns(
    key: str, title: str, unit: str, places: Sequence[str], series: Mapping[str, Sequence[int]]
) -> Chart:
    """Draw upright columns: a group a place, in it a column a series."""
    top = top_of_scale(max((max(numbers) for numbers in series.values()), default=0))
    room = (WIDTH - AXIS) / len(places)
    thickness = room * (1 - 2 * GAP) / len(series)
    bars, labels = [], []
    for place, label in enumerate(places):
        left = AXIS + room * place
        labels.append(Mark(round(left + room / 2, 1), PLOT_TOP + PLOT_HEIGHT + 18, label))
        for number, (name, values) in enumerate(series.items()):
            height = PLOT_HEIGHT * values[place] / top
            bars.append(
                Bar(
                    round(left + room * GAP + thickness * number, 1),
                    round(PLOT_TOP + PLOT_HEIGHT - height, 1),
                    round(thickness, 1),
                    round(height, 1),
                    number,
                    f"{name} {label}{unit} {values[place]}件",
                )
            )
    marks = tuple(
        Mark(AXIS - 6, PLOT_TOP + PLOT_HEIGHT * (1 - part / 2), str(top * part // 2))
        for part in range(3)
    )
    rows = tuple(
        (f"{label}{unit}", *(str(numbers[place]) for numbers in series.values()))
        for place, label in enumerate(places)
    )
    height = PLOT_TOP + PLOT_HEIGHT + LABEL_HEIGHT
    summary = "、".join(f"{name}は合計{sum(numbers)}件" for name, numbers in series.items())
    head = ("", *series)
    return Chart(
        key, title, summary, head, rows, height, tuple(bars), tuple(labels), marks, "columns"
    )


def rows(key: str, title: str, name: str, numbers: Mapping[str, int]) -> Chart:
    """Draw lying bars, each under its label and before its number."""
    longest = max(numbers.values(), default=0) or 1
    bars, labels, values = [], [], []
    for place, (label, number) in enumerate(numbers.items()):
        top = ROW_HEIGHT * place
        width = round((WIDTH - VALUE_WIDTH) * number / longest, 1)
        bars.append(Bar(0, top + BAR_TOP, width, BAR_HEIGHT, 1, f"{label} {number}件"))
        labels.append(Mark(0, top + BAR_TOP - 7, label))
        values.append(Mark(round(width + 6, 1), top + BAR_TOP + BAR_HEIGHT - 2, f"{number}件"))
    table = tuple((label, str(number)) for label, number in numbers.items())
    summary = "、".join(f"{label}{number}件" for label, number in numbers.items())
    height = ROW_HEIGHT * len(numbers)
    return Chart(
        key, title, summary, ("", name), table, height, tuple(bars), tuple(labels), tuple(values),
        "rows",
    )  # fmt: skip
