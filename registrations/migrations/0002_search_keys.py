"""What the ledgers are searched by is stored: the key of the texts, beside them."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]
    operations = key_columns(
        "registrations",
        Business=("name",),
        BusinessNotice=("name",),
    )
