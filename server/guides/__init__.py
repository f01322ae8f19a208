"""Guides: public pages that work without JavaScript."""

from server.guides.routes import blueprint

__all__ = ["blueprint"]
