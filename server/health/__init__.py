"""Is the web process there, and can it work?"""

from server.health.routes import blueprint

__all__ = ["blueprint"]
