"""How typesetting may end without a PDF."""

import enum


class Refusal(enum.IntEnum):
    """Exit codes of the child."""

    NO_RECORD = 10
    TOO_MANY_EXHIBITS = 11
    TOO_LONG = 12
    FOREIGN = 13


class Refused(Exception):
    """A record that gets no PDF, and why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.name)
