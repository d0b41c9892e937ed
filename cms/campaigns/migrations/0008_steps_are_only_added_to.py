"""The record of a procedure can be added to and nothing else, whoever asks the database."""

from django.db import migrations

REFUSAL = "the record of a procedure is only added to"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER campaigns_step_no_{event} BEFORE {event} ON campaigns_step "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION campaigns_step_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER campaigns_step_append_only BEFORE UPDATE OR DELETE ON campaigns_step "
        "FOR EACH ROW EXECUTE FUNCTION campaigns_step_is_append_only()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER campaigns_step_no_{event}")
        return
    schema_editor.execute("DROP TRIGGER campaigns_step_append_only ON campaigns_step")
    schema_editor.execute("DROP FUNCTION campaigns_step_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0007_steps")]

    operations = [migrations.RunPython(protect, release)]
