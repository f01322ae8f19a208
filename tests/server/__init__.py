"""The server's rules, room by room."""
