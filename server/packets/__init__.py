"""Packets: a record without its pictures comes in, its PDF goes out, and nothing of either stays."""

from server.packets.routes import blueprint

__all__ = ["blueprint"]
