"""Revoked devices: how far they count in each log."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device_ends",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_device_ends_account_id")),
        sa.PrimaryKeyConstraint("account_id", "device_id", "case_id", name=op.f("pk_device_ends")),
    )


def downgrade() -> None:
    op.drop_table("device_ends")
