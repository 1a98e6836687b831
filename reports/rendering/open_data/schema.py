"""The JSON Schema (2020-12) of report.json. It admits no property but those it names."""

from kurume_privacy.document.plain import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:kurume-city:personal-information:operations-report:{SCHEMA_VERSION}"

Schema = dict[str, object]


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _number(description: str, least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, "description": description}


def _object(description: str, /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _typed(name: str, description: str, /, **properties: Schema) -> Schema:
    return _object(description, type={"const": name}, **properties)


CONTENT = _many(_reference("inline"))
DEFINITIONS = {
    "inline": {
        "description": "文章の一部。数えた数は文字ではなく数値として置く",
        "anyOf": [{"type": "string"}, _reference("number")],
    },
    "number": _typed(
        "number",
        "数えた数",
        value=_number("値"),
        measure=_text("何を数えたものか。年度を通して変わらない識別名"),
        by={
            "type": "object",
            "description": "何に絞られているか。区分の名から、その識別名へ",
            "additionalProperties": {"type": "string"},
        },
        label=_text("人が読む呼び名。無いときは空"),
    ),
    "line": _object(
        "見出しや表のますの一行",
        content=CONTENT,
        marker=_text("行頭の記号。(1)、①など。無いときは空"),
        level=_number("字下げの深さ"),
        key=_text("語や位置によらず、どの行であるかを示す識別名。無いときは空"),
    ),
    "cell": _object(
        "表のます",
        lines=_many(_reference("line")),
        scope={
            "enum": ["", "col", "colgroup", "row", "rowgroup"],
            "description": "見出しであれば、その及ぶ向き。値のますでは空",
        },
        colspan=_number("占める列の数", 1),
        rowspan=_number("占める行の数", 1),
        key=_text("見出しが何についてのものかを示す識別名。無いときは空"),
    ),
    "row": _object(
        "表の行。上の行から続くますは、HTMLと同じく含まない",
        cells=_many(_reference("cell")),
        total={"type": "boolean", "description": "合計の行かどうか"},
        key=_text("語や位置によらず、表のどの行であるかを示す識別名。無いときは空"),
    ),
    "heading": _typed(
        "heading",
        "小見出し",
        content=CONTENT,
        level=_number("深さ", 1),
        key=_text("何についての見出しかを示す識別名。無いときは空"),
    ),
    "paragraph": _typed(
        "paragraph",
        "文章",
        key=_text("識別名"),
        content=CONTENT,
        named=_many(_reference("number")),
    ),
    "listing": _typed(
        "listing",
        "箇条書き",
        key=_text("識別名"),
        title=CONTENT,
        lines=_many(_reference("line")),
    ),
    "table": _typed(
        "table",
        "表",
        key=_text("識別名。tables/の下のファイル名でもある"),
        title=_text("表題"),
        head=_many(_reference("row")),
        groups=_many(_many(_reference("row"))),
        caption=CONTENT,
        unit=_text("数の単位"),
        agency=_text("表の全体が一つの実施機関のものであれば、その名"),
    ),
    "section": _object(
        "節",
        key=_text("識別名"),
        title=_text("表題"),
        blocks=_many({
            "anyOf": [_reference(name) for name in ("heading", "paragraph", "listing", "table")]
        }),
    ),
}  # fmt: skip
SCHEMA = {
    "$schema": DIALECT,
    "$id": NAME,
    "title": "久留米市 個人情報保護制度の運用状況",
    **_object(
        "一年度の運用状況の報告書",
        schema={"const": SCHEMA_VERSION, "description": "この構造の版"},
        year=_number("会計年度が始まる西暦の年", 1947),
        title=_text("表題"),
        period=_text("対象の期間"),
        sections=_many(_reference("section")),
    ),
    "$defs": DEFINITIONS,
}
