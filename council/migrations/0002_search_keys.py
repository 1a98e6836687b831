"""What the ledgers are searched by is stored: the key of the texts, beside them."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]
    operations = key_columns(
        "council",
        Meeting=("place",),
        Consultation=("matter",),
        ConsultationPoint=("matter",),
        CouncilBriefing=("matter",),
    )
