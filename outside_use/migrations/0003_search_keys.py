"""What the ledgers are searched by is stored: the key of the texts, beside them."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("outside_use", "0002_what_a_kind_uses")]
    operations = key_columns(
        "outside_use",
        UseNotice=(
            "using_business",
            "used_business",
            "items",
            "recipient",
        ),
    )
