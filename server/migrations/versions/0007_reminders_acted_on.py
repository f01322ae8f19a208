"""Reminders: the instant still waiting for an answer; the tokens that answer it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.add_column(sa.Column("asked_ms", sa.BigInteger(), nullable=True))
    op.create_table(
        "act_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("reminder_id", sa.String(length=32), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_for", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_act_tokens_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_act_tokens")),
    )
    with op.batch_alter_table("act_tokens") as batch_op:
        batch_op.create_index("ix_act_tokens_account_id_reminder_id", ["account_id", "reminder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_tokens_expires_ms"), ["expires_ms"], unique=False)


def downgrade() -> None:
    op.drop_table("act_tokens")
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.drop_column("asked_ms")
