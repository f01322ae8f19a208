"""The wire shape of every error."""

from server.schemas.wire import Count, Shape


class Problem(Shape):
    """RFC 9457 problem details; `code` is what a client acts on."""

    type: str
    title: str
    status: Count
    code: str
    detail: str
    expected: Count | None = None
    missing: list[Count] | None = None
    index: Count | None = None
    ends: str | None = None
