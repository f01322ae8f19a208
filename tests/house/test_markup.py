"""No inline style or script anywhere that becomes a page: the CSP would refuse it, and a reader would not find it."""

import re

from tests.house.tree import short, written_files

INLINE_IN_TEMPLATE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)
INLINE_IN_TSX = re.compile(r"\sstyle=|dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write")


def test_templates_hold_no_inline_style_or_script() -> None:
    pages = written_files(".html", ".jinja", ".j2", under="templates")
    assert pages
    assert [short(f) for f in pages if INLINE_IN_TEMPLATE.search(f.read_text("utf-8"))] == []


def test_screens_hold_no_inline_style_and_write_no_markup() -> None:
    screens = [file for file in written_files(".tsx", ".ts", under="pwa/src") if ".test." not in file.name]
    assert screens
    assert [short(f) for f in screens if INLINE_IN_TSX.search(f.read_text("utf-8"))] == []
