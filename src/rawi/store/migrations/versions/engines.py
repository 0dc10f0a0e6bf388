"""On PostgreSQL text is ordered by its bytes, and numbers have 64 bits, as on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        changes = [change for column in inspector.get_columns(table) for change in _changes(column)]
        if changes and table != "alembic_version":
            op.execute(f'ALTER TABLE "{table}" {", ".join(changes)}')


def _changes(column: sa.engine.interfaces.ReflectedColumn) -> list[str]:
    name, kind = f'ALTER COLUMN "{column["name"]}"', column["type"]
    if isinstance(kind, sa.Text):
        return [f'{name} TYPE TEXT COLLATE "C"']
    if isinstance(kind, sa.Integer):
        return [f"{name} TYPE BIGINT", f"{name} DROP DEFAULT"]
    if column["name"] == "body":  # packed before it comes in
        return [f"{name} SET STORAGE EXTERNAL"]
    return []
