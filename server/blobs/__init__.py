"""Blobs: pictures and files, as sealed chunks."""

from server.blobs.routes import blueprint

__all__ = ["blueprint"]
