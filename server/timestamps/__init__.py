"""Timestamps: says over a hash, by RFC 3161, when it was seen; only the hash leaves the phone."""

from server.timestamps.routes import blueprint
from server.timestamps.service import signer

__all__ = ["blueprint", "signer"]
