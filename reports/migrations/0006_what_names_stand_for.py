"""What the names in a wording stand for is kept with it: a row of the law may be renamed."""

from django.db import migrations, models


def column(model):
    """Return what adds the column to a model."""
    field = models.JSONField("名前の表す数", default=dict, blank=True, editable=False)
    return migrations.AddField(model, "numbers", field)


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_paragraphs_as_declared")]
    operations = [column("wording"), column("historicalwording")]
