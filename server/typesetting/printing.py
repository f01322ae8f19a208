"""A page of HTML becomes a tagged, bookmarked PDF, built to PDF/A-3b."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from server.typesetting.sealed import Sealed

_FONTS = Path(__file__).resolve().parent / "fonts" / "fonts.conf"
_BASE = "sealed:/"
"""So that a relative address is an address too, and is refused as one."""


class _Document(pydyf.PDF):  # type: ignore[misc]
    """A PDF that lists its pages once: WeasyPrint 70 asks for the list at every tagged element."""

    _listed: tuple[int, tuple[bytes, ...]] = (-1, ())

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """As pydyf's own, made anew only when pages came."""
        count = len(self.pages["Kids"])
        if self._listed[0] != count:
            self._listed = (count, super().page_references)
        return self._listed[1]


weasyprint.pdf.pydyf.PDF = _Document


@dataclass(frozen=True)
class Paper:
    """What is printed: HTML with nothing to fetch but what `sealed` gives out, its style, what is attached."""

    html: str
    css: str
    sealed: Sealed = field(default_factory=Sealed)
    attachments: tuple[Attachment, ...] = ()


def pdf(paper: Paper) -> bytes:
    """The PDF's bytes; Foreign when the paper asks for anything that was not handed in."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS)
    fonts = FontConfiguration()
    style = CSS(string=paper.css, base_url=_BASE, url_fetcher=paper.sealed, font_config=fonts)
    made: bytes = HTML(string=paper.html, base_url=_BASE, url_fetcher=paper.sealed).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        presentational_hints=True,
        attachments=list(paper.attachments),
        pdf_variant="pdf/a-3b",
        pdf_tags=True,
        finisher=_attached_once,
    )
    return made


def _attached_once(_document: Document, written: Any) -> None:
    """WeasyPrint 70 lists each attachment twice in the catalogue."""
    if "AF" in written.catalog:
        written.catalog["AF"][:] = dict.fromkeys(written.catalog["AF"])
