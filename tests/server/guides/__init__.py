"""The guides room's rules."""
