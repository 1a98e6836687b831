"""An edition of the first schema: its words say which number is which."""

import pytest

from kurume_privacy.document.identity import by_of, lasting_key
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Number, Paragraph, Report, Section
from reports.edition import schema_1
from reports.edition.canonical import canonical, report_of


def read_again(*labels):
    """Return what numbers under these names are narrowed to, in the paragraph of the grounds."""
    numbers = tuple(Number(1, label=label) for label in labels)
    section = Section("outside_use", "", (Paragraph("outside_use.grounds", numbers, numbers),))
    report = Report(2021, "令和3年度個人情報保護条例の運用状況", "", (section,))
    former = report_of(canonical(schema_1.as_written(as_data(report))))
    (paragraph,) = former.sections[0].blocks
    return [number.by for number in paragraph.named]


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("法令", {"ground": "law"}),
        ("法令（条例第9条第3項第2号）", {"ground": "law", "regime": "ordinance"}),
        ("法令（例外）", {"ground": lasting_key("法令（例外）")}),
        (
            "法令（例外）（法第69条第1項）",
            {"ground": lasting_key("法令（例外）"), "regime": "act"},
        ),
    ],
)
def test_a_ground_is_known_by_its_whole_name_and_its_law_by_the_article(label, keys):
    assert read_again(label) == [by_of(kind="out_of_purpose_use", **keys)]


def test_out_of_purpose_use_as_a_whole_is_no_ground():
    assert read_again("目的外利用") == [by_of(kind="out_of_purpose_use")]
