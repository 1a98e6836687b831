"""Small charts, as numbers that a template draws as SVG: no script, no style of their own. Pure.

A chart never stands alone: whoever shows it shows its table too (`charts/table.html`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 360
AXIS = 34  # left of the columns, for the numbers of the scale
PLOT_TOP, PLOT_HEIGHT = 16, 150
LABEL_HEIGHT = 24
ROW_HEIGHT, BAR_TOP, BAR_HEIGHT = 46, 22, 14
VALUE_WIDTH = 56  # right of a bar, for its number
GAP = 0.2  # of a place, left free on either side of its columns
UNKNOWN = "－"  # of what has not come yet: it is no nought

Numbers = Sequence[int | None]  # of the places in their order; none of a place that has not come


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
    key: str, title: str, unit: str, places: Sequence[str], series: Mapping[str, Numbers]
) -> Chart:
    """Draw upright columns: a group a place, in it a column a series, none of what is unknown."""
    top = top_of_scale(max(map(max, map(_known, series.values())), default=0))
    room = (WIDTH - AXIS) / len(places)
    labels = tuple(
        Mark(round(AXIS + room * (place + 0.5), 1), PLOT_TOP + PLOT_HEIGHT + 18, label)
        for place, label in enumerate(places)
    )
    bars = tuple(_columns(unit, places, series, top))
    marks = tuple(
        Mark(AXIS - 6, PLOT_TOP + PLOT_HEIGHT * (1 - part / 2), str(top * part // 2))
        for part in range(3)
    )
    rows = tuple(
        (f"{label}{unit}", *(_said(numbers[place]) for numbers in series.values()))
        for place, label in enumerate(places)
    )
    height = PLOT_TOP + PLOT_HEIGHT + LABEL_HEIGHT
    summary = "、".join(f"{name}は合計{sum(_known(those))}件" for name, those in series.items())
    head = ("", *series)
    return Chart(key, title, summary, head, rows, height, bars, labels, marks, "columns")


def _columns(
    unit: str, places: Sequence[str], series: Mapping[str, Numbers], top: int
) -> Iterator[Bar]:
    room = (WIDTH - AXIS) / len(places)
    thickness = room * (1 - 2 * GAP) / len(series)
    for place, label in enumerate(places):
        left = AXIS + room * (place + GAP)
        for number, (name, values) in enumerate(series.items()):
            if (value := values[place]) is not None:
                height = PLOT_HEIGHT * value / top
                yield Bar(
                    round(left + thickness * number, 1),
                    round(PLOT_TOP + PLOT_HEIGHT - height, 1),
                    round(thickness, 1),
                    round(height, 1),
                    number,
                    f"{name} {label}{unit} {value}件",
                )


def _known(numbers: Numbers) -> list[int]:
    return [number for number in numbers if number is not None] or [0]


def _said(number: int | None) -> str:
    return UNKNOWN if number is None else str(number)


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
