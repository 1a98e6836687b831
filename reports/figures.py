"""Sections 6 and 7: how the previous year's report was published, and training."""

from kurume_privacy.calendar.fiscal import FiscalYear, era_date, era_month
from kurume_privacy.document.structure import Block, Line, Listing, Paragraph, Section
from kurume_privacy.models import Law
from reports.models import PublicNotice, Training


def publication_section(year: FiscalYear, law: Law) -> Section:
    """Return 運用状況の公表: when and by which notice the previous year was published."""
    notice = PublicNotice.objects.filter(year=int(year.previous)).first()
    subject = f"{year.previous}の{law.regime.scheme}の運用状況"
    text = f"{subject}の公表の記録は、ありません。"
    if notice:
        text = f"{subject}は、{era_date(notice.published_on)}に{notice}で公表しました。"
        if notice.on_website:
            text += "なお、久留米市のホームページ上においても公表しています。"
    return Section("publication", "運用状況の公表", (Paragraph("publication.notice", (text,)),))


def training_section(year: FiscalYear, law: Law) -> Section:
    """Return 職員研修及び意識啓発: month, what, note; under every law in the same words."""
    lines = tuple(
        Line(
            (training.content + (f"（{training.note}）" if training.note else ""),),
            era_month(training.month),
        )
        for training in Training.objects.in_year(year)
    )
    block: Block = Listing("training.list", (), lines)
    if not lines:
        block = Paragraph("training.list", (f"{year}には、研修等の実施はありませんでした。",))
    return Section("training", "職員研修及び意識啓発", (block,))
