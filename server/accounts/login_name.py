"""Login names: how they are compared."""

import unicodedata

from server.accounts.errors import LoginName


def compared(login: str) -> str:
    """A login name after NFKC, case folding and trimming; LoginName if it is none."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()
    if not 3 <= len(folded) <= 64 or any(unicodedata.category(c)[0] == "C" for c in folded):
        raise LoginName()
    return folded
