"""The sync room's rules."""
