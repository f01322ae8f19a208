"""Pages: the app's shell with the files a browser loads for it."""

from server.pages.routes import blueprint

__all__ = ["blueprint"]
