"""The only resources a paper may use are those handed in; any other stops the typesetting.

WeasyPrint swallows ordinary fetch errors and prints the page without the picture: nothing rather than something wrong.
"""

from collections.abc import Callable

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Foreign(FatalURLFetchingError):  # type: ignore[misc]
    """A paper asked for something that was not handed in."""


class Sealed(URLFetcher):  # type: ignore[misc]
    """Gives out JPEG pictures by their address; Foreign for `http:`, `file:`, `data:` and everything else."""

    def __init__(self, picture: Callable[[str], bytes | None] = lambda _address: None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._picture = picture

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """What was handed in under this address."""
        found = self._picture(url)
        if found is None:
            raise Foreign()
        return URLFetcherResponse(url, found, {"Content-Type": "image/jpeg"})
