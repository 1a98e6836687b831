"""What the administrator's lists are searched by is stored: the key of the names."""

from django.db import migrations

from kurume_privacy.models.search_key import key_columns


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0011_sent_forms")]
    operations = key_columns(
        "kurume_privacy",
        Agency=("name",),
        Department=("name",),
        Division=("name",),
        ClosedDay=("name",),
        User=("username", "first_name", "last_name", "email"),
    )
