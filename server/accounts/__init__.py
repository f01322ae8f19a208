"""Accounts: registration, signing in, recovery, the identity log."""

from server.accounts.routes import blueprint

__all__ = ["blueprint"]
