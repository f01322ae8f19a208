"""Under which VAPID key a phone subscribed: keys may change."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("push_subscriptions", sa.Column("vapid_key", sa.String(length=88), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("push_subscriptions") as table:
        table.drop_column("vapid_key")
