"""Typesetting: papers become PDFs in a child process that knows no settings, no database and no network."""
