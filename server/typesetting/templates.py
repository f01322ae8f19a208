"""The templates of papers: escaped, strict about what is missing, and every text drawable."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.typesetting.glyphs import visible

_FOLDER = Path(__file__).resolve().parents[2] / "templates"


def environment(name: str) -> Environment:
    """That of one folder of templates."""
    return Environment(
        loader=FileSystemLoader(_FOLDER / name),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=None,
    )


def stylesheet(name: str, file: str) -> str:
    """What stands beside them."""
    return (_FOLDER / name / file).read_text("utf-8")
