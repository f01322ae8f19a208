"""A copy of all that the server keeps, taken while it runs, and its way back (docs/operations.md)."""

from server.backups.errors import BackupError
from server.backups.moving import Moved, check, move
from server.backups.restoring import restore
from server.backups.taking import Taken, back_up

__all__ = ["BackupError", "Moved", "Taken", "back_up", "check", "move", "restore"]
