"""Accounts: registration, signing in, recovery, passkeys, the identity log."""

from server.accounts import passkey_routes
from server.accounts.routes import blueprint

__all__ = ["blueprint", "passkey_routes"]
