"""What the ledgers are searched by is stored: the key of the texts, beside them."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_what_names_stand_for")]
    operations = key_columns(
        "reports",
        Training=(
            "content",
            "note",
        ),
        Wording=("text",),
    )
