"""Reminders: instants without words, web pushes when they come."""

from server.reminders.routes import blueprint

__all__ = ["blueprint"]
