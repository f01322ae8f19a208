"""Accounts: registration, signing in, recovery, passkeys, the identity log."""
