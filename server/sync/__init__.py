"""Sync: logs of ops, pushed and pulled, unread."""
