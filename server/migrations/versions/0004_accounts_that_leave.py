"""Accounts: when they end, if they are leaving."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.add_column(sa.Column("leaves_ms", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_accounts_leaves_ms"), ["leaves_ms"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_leaves_ms"))
        batch_op.drop_column("leaves_ms")
