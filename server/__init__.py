"""The server. The app is composed when it is first asked for: the supervisor, which answers nobody, stays small."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    if name == "create_app":
        from server.app import create_app

        return create_app
    raise AttributeError(name)
