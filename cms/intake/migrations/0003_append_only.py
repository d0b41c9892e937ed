"""The log of access can be added to and nothing else, whoever asks the database."""

from django.db import migrations

EVENTS = ("update", "delete")


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in EVENTS:
            schema_editor.execute(
                f"CREATE TRIGGER intake_access_no_{event} BEFORE {event} ON intake_access "
                "BEGIN SELECT RAISE(ABORT, 'the log of access is only added to'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION intake_access_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of access is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER intake_access_append_only BEFORE UPDATE OR DELETE ON intake_access "
        "FOR EACH ROW EXECUTE FUNCTION intake_access_is_append_only()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in EVENTS:
            schema_editor.execute(f"DROP TRIGGER intake_access_no_{event}")
        return
    schema_editor.execute("DROP TRIGGER intake_access_append_only ON intake_access")
    schema_editor.execute("DROP FUNCTION intake_access_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_people")]

    operations = [migrations.RunPython(protect, release, elidable=False)]
