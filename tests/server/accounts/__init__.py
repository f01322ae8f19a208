"""The accounts room's rules."""
