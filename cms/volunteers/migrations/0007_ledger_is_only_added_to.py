"""The ledger of hours can be added to and nothing else, whoever asks the database; a correction is of an entry of the same
person and shift, and leaves it between nothing and a day.
"""

from django.db import migrations

ONLY_ADDED = "the ledger of hours is only added to"
NO_CORRECTION = "this corrects no entry of hours"
EVENTS = ("update", "delete")
FITS = """
    EXISTS (
        SELECT 1 FROM volunteers_entry first
        WHERE first.id = NEW.corrects_id AND first.corrects_id IS NULL
          AND first.volunteer_id = NEW.volunteer_id AND first.roster_id = NEW.roster_id
          AND first.issuer_id IS NOT DISTINCT FROM NEW.issuer_id AND first.served_on = NEW.served_on
    ) AND (
        SELECT SUM(quarters) FROM volunteers_entry
        WHERE id = NEW.corrects_id OR corrects_id = NEW.corrects_id
    ) + NEW.quarters BETWEEN 0 AND 96
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in EVENTS:
            schema_editor.execute(
                f"CREATE TRIGGER volunteers_entry_no_{event} BEFORE {event} ON volunteers_entry "
                f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END"
            )
        schema_editor.execute(
            "CREATE TRIGGER volunteers_entry_corrects BEFORE INSERT ON volunteers_entry "
            f"WHEN NEW.corrects_id IS NOT NULL AND NOT ({FITS.replace('IS NOT DISTINCT FROM', 'IS')}) "
            f"BEGIN SELECT RAISE(ABORT, '{NO_CORRECTION}'); END"
        )
        return
    for name, words in (("is_append_only", ONLY_ADDED), ("corrects", NO_CORRECTION)):
        test = f"IF NEW.corrects_id IS NULL OR ({FITS}) THEN RETURN NEW; END IF;" if name == "corrects" else ""
        schema_editor.execute(
            f"CREATE FUNCTION volunteers_entry_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test} "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for name, when, function in (
        ("append_only", "BEFORE UPDATE OR DELETE", "is_append_only"),
        ("corrects", "BEFORE INSERT", "corrects"),
    ):
        schema_editor.execute(
            f"CREATE TRIGGER volunteers_entry_{name} {when} ON volunteers_entry "
            f"FOR EACH ROW EXECUTE FUNCTION volunteers_entry_{function}()"
        )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "corrects"):
            schema_editor.execute(f"DROP TRIGGER volunteers_entry_{name}")
        return
    for name in ("append_only", "corrects"):
        schema_editor.execute(f"DROP TRIGGER volunteers_entry_{name} ON volunteers_entry")
    for name in ("is_append_only", "corrects"):
        schema_editor.execute(f"DROP FUNCTION volunteers_entry_{name}()")


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0006_hours")]

    operations = [migrations.RunPython(protect, release, elidable=False)]
