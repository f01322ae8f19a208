"""What can be typeset: each has a folder here with its paper, and one of templates."""

import enum


class Kind(enum.StrEnum):
    """Named as its folder is."""

    PACKET = "packet"
    SHEET = "sheet"
