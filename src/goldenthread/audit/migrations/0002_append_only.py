"""Rows of the record are added and never changed: the database itself refuses, on both kinds.

A later migration that rebuilds one of these tables on SQLite must call `guard` again at its end,
because SQLite drops triggers together with the table they stand on.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("audit_event", "audit_seal")
WORDS = "The record is only ever added to."

SQLITE_GUARD = [
    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for table in TABLES
    for act in ("UPDATE", "DELETE")
]
SQLITE_UNGUARD = [
    f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ("update", "delete")
]

POSTGRESQL_GUARD = [
    "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        for table in TABLES
    ),
]
POSTGRESQL_UNGUARD = [
    *(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES),
    "DROP FUNCTION IF EXISTS audit_append_only()",
]

GUARD = {"sqlite": SQLITE_GUARD, "postgresql": POSTGRESQL_GUARD}
UNGUARD = {"sqlite": SQLITE_UNGUARD, "postgresql": POSTGRESQL_UNGUARD}


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNGUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
