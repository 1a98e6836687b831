"""What the ledgers are searched by is stored: the key of the texts, beside them."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_awaiting_index")]
    operations = key_columns(
        "disclosure",
        DisclosureRequest=(
            "subject",
            "extension_reason",
        ),
    )
