"""Wire shapes of the sync room: cases, accepted ops, the feed and the quota."""

from typing import Annotated

from pydantic import Field

from server.schemas.wire import Base64Url, Count, Id, Shape

Hash = Annotated[bytes, Base64Url(32)]


class CaseRef(Shape):
    """A case by its id."""

    case_id: Id


class OpsAccepted(Shape):
    """The seq of each op posted, then the log's last seq with its chained hash."""

    seqs: list[Count]
    seq: Count
    head: Hash


class CaseHead(Shape):
    """Where a case's log ends."""

    case_id: Id
    seq: Count
    head: Hash


class Feed(Shape):
    """The cases changed since a cursor."""

    cursor: str
    cases: list[CaseHead]


class Quota(Shape):
    """Bytes kept for this account, out of how many."""

    used_bytes: Count
    limit_bytes: Count


class PullQuery(Shape):
    """Where a pull starts; how much it may carry."""

    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    max_bytes: Annotated[int, Field(ge=1, le=4 * 1024 * 1024)] = 4 * 1024 * 1024
