"""The printed form: a table as it stands in the report, its head first, numbers as numbers."""

from kurume_privacy.document.grid import Grid
from kurume_privacy.document.structure import Table
from reports.rendering.open_data.plain import Value, printable


def matrix_of(table: Table) -> list[list[Value]]:
    """Return the printed matrix; what a span covers besides its first place is empty."""
    grid = Grid.of(table)
    matrix: list[list[Value]] = [list(map(printable, row)) for row in grid.texts]
    for placed in grid.cells:
        if placed.cell.value is not None:
            matrix[placed.row][placed.column] = placed.cell.value
    return matrix
