"""A report of today as the first schema wrote it. Frozen."""

from typing import Any

NAMED = ("paragraph", "heading")  # the blocks whose numbers had a name


def as_written(data: Any, *, named: bool = False) -> Any:
    """Return plain data of the second schema as the first had it: without keys and identities."""
    if isinstance(data, list):
        return [as_written(part, named=named) for part in data]
    if not isinstance(data, dict):
        return data
    if data.get("type") == "number":
        return {"type": "number", "value": data["value"], "name": _name(data) if named else ""}
    named = named or data.get("type") in NAMED
    left_out = {"schema"} if "sections" in data else {"key"} if _had_no_key(data) else set()
    return {
        name: as_written(part, named=named) for name, part in data.items() if name not in left_out
    }


def _had_no_key(data: dict[str, Any]) -> bool:
    """Say whether it is a heading, or a line, a cell or a row: what else has a key had one."""
    return data.get("type") == "heading" or bool({"marker", "scope", "total"} & data.keys())


def _name(number: dict[str, Any]) -> str:
    """Return what it was called: a method without the kind of request that it is narrowed to."""
    label: str = number["label"]
    of_kind = {"kind", "method"} <= number["by"].keys()
    return label.partition("請求の")[2] or label if of_kind else label
