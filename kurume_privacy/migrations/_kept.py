"""What keeps the records of years under way valid when the law's rows are parted by a day."""

from kurume_privacy.migrations._rows import Rows


def versions(rows: Rows, name: str, regime: str) -> list[tuple]:
    """Return (a row that ends, the version of it that begins the day after) of a regime."""
    begun = rows.every(name, regime).exclude(valid_from=None).order_by("pk")
    pairs = ((rows.every(name, regime, row.key).exclude(pk=row.pk), row) for row in begun)
    return [(former, row) for others, row in pairs for former in others if former.valid_until]
