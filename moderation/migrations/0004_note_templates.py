"""The notes a site begins with."""

import tomllib
from pathlib import Path

from django.db import migrations

SHIPPED = Path(__file__).resolve().parent.parent / "note_templates.toml"


def ship(apps, schema_editor):
    NoteTemplate = apps.get_model("moderation", "NoteTemplate")
    templates = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["template"]
    NoteTemplate.objects.bulk_create(
        NoteTemplate(use=one["use"], language=language, title=one[language][0], words=one[language][1])
        for one in templates
        for language in ("en", "es")
    )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_log_is_append_only")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
