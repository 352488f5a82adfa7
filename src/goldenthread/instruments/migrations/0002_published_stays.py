"""What was published stays word for word: the database itself refuses, on both kinds.

Deleting is left to the foreign keys of answers. A later migration that rebuilds one of these
tables on SQLite must call `guard` again, because SQLite drops triggers with their table.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORDS = "A published version stays as it is."
VERSION, ITEM = "instruments_instrumentversion", "instruments_item"
COLUMNS = ("title", "why_we_ask", "content_note", "digest", "number", "instrument_id")


def _of_a_published_version(row: str) -> str:
    return f"(SELECT state FROM {VERSION} WHERE id = {row}.version_id) <> 'draft'"


SQLITE_GUARD = [
    f"CREATE TRIGGER {ITEM}_stays_update BEFORE UPDATE ON {ITEM} "
    f"WHEN {_of_a_published_version('OLD')} OR {_of_a_published_version('NEW')} "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER {ITEM}_stays_insert BEFORE INSERT ON {ITEM} "
    f"WHEN {_of_a_published_version('NEW')} "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER {VERSION}_stays BEFORE UPDATE OF {', '.join(COLUMNS)} ON {VERSION} "
    f"WHEN OLD.state <> 'draft' "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
]
SQLITE_UNGUARD = [
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (f"{ITEM}_stays_update", f"{ITEM}_stays_insert", f"{VERSION}_stays")
]

RAISE = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'"
CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in COLUMNS)
POSTGRESQL_GUARD = [
    "CREATE OR REPLACE FUNCTION instruments_item_stays() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {_of_a_published_version('NEW')} THEN {RAISE}; END IF; "
    f"IF TG_OP = 'UPDATE' AND {_of_a_published_version('OLD')} THEN {RAISE}; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {ITEM}_stays BEFORE INSERT OR UPDATE ON {ITEM} "
    "FOR EACH ROW EXECUTE FUNCTION instruments_item_stays()",
    "CREATE OR REPLACE FUNCTION instruments_version_stays() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF OLD.state <> 'draft' AND ({CHANGED}) THEN {RAISE}; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER {VERSION}_stays BEFORE UPDATE ON {VERSION} "
    "FOR EACH ROW EXECUTE FUNCTION instruments_version_stays()",
]
POSTGRESQL_UNGUARD = [
    f"DROP TRIGGER IF EXISTS {ITEM}_stays ON {ITEM}",
    f"DROP TRIGGER IF EXISTS {VERSION}_stays ON {VERSION}",
    "DROP FUNCTION IF EXISTS instruments_item_stays()",
    "DROP FUNCTION IF EXISTS instruments_version_stays()",
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
    dependencies = [("instruments", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
