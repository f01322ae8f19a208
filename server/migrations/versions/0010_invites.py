"""Invitations for servers that are for some people only."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invites",
        sa.Column("code_mac", sa.LargeBinary(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code_mac", name=op.f("pk_invites")),
    )
    op.create_index(op.f("ix_invites_expires_ms"), "invites", ["expires_ms"])


def downgrade() -> None:
    op.drop_table("invites")
