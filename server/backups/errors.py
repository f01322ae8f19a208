"""What stops a backup, in words for the operator."""


class BackupError(Exception):
    """A backup that cannot be made, or not be put back; says what to do."""
