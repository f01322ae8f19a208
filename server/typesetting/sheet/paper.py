"""A worksheet's words become a paper to fill in by hand."""

import json

from server.typesetting.outcome import Refusal, Refused
from server.typesetting.printing import Paper
from server.typesetting.templates import environment, stylesheet

_SIZES = {"a4": "A4", "letter": "letter"}


def paper(body: bytes, size: str) -> Paper:
    """The paper of the sheet in these bytes, which the guides room wrote."""
    if size not in _SIZES:
        raise Refused(Refusal.NO_RECORD)
    sheet = json.loads(body)
    html = environment("sheets").get_template("sheet.html").render(sheet=sheet)
    legal = json.dumps(sheet["legal"], ensure_ascii=False)
    turned = " landscape" if sheet["landscape"] else ""
    running = (
        f"@page {{ size: {_SIZES[size]}{turned}; @bottom-left {{ content: {legal} }} "
        '@bottom-right { content: counter(page) " / " counter(pages) } }\n'
    )
    return Paper(html, running + stylesheet("sheets", "sheet.css"))
