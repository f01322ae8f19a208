"""Which store the settings name."""

from typing import Any

from server.blobs.folder import Folder
from server.blobs.store import ChunkStore
from server.config import Config


def open_store(config: Config) -> ChunkStore[Any]:
    """The bucket of STORAGE_URL, or the folder in INSTANCE."""
    if config.storage_url is None:
        return Folder(config.instance / "blobs")
    from server.blobs.bucket import Bucket  # noqa: PLC0415  a folder needs none of it

    return Bucket(config)
