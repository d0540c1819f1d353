"""Which theme a content note belongs to. Notes that are there already were written in own words."""

from django.db import migrations, models


def own_words(apps, schema_editor):
    apps.get_model("circles", "Post").objects.exclude(content_note="").update(content_theme="other")


class Migration(migrations.Migration):
    dependencies = [("circles", "0005_care_waits")]

    operations = [
        migrations.AddField(
            model_name="post", name="content_theme", field=models.CharField(blank=True, max_length=8)
        ),
        migrations.RunPython(own_words, migrations.RunPython.noop),
    ]
