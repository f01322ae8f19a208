"""An account may do without a passphrase."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.alter_column("kdf_params", existing_type=sa.LargeBinary(), nullable=True)
        batch_op.alter_column("pw_mac", existing_type=sa.LargeBinary(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.alter_column("pw_mac", existing_type=sa.LargeBinary(), nullable=False)
        batch_op.alter_column("kdf_params", existing_type=sa.LargeBinary(), nullable=False)
