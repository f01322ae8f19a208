"""Wire shapes of the timestamps room."""

from server.schemas.wire import Shape


class TimestampAuthority(Shape):
    """Who answers timestamp queries: this service's own clock, or an independent authority."""

    independent: bool
    chain_pem: str
