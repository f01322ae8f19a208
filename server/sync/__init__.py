"""Sync: logs of ops, pushed and pulled, unread."""

from server.sync.routes import blueprint

__all__ = ["blueprint"]
