"""Blobs: the ids of deleted ones; those not finished found quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "freed_blobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_freed_blobs_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freed_blobs")),
    )
    with op.batch_alter_table("freed_blobs") as batch_op:
        batch_op.create_index(batch_op.f("ix_freed_blobs_account_id"), ["account_id"], unique=False)
    with op.batch_alter_table("blobs") as batch_op:
        batch_op.create_index(batch_op.f("ix_blobs_committed"), ["committed", "created_ms"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("blobs") as batch_op:
        batch_op.drop_index(batch_op.f("ix_blobs_committed"))
    op.drop_table("freed_blobs")
