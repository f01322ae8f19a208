"""The guides room's calls."""

from collections import defaultdict
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, current_app, render_template

from server import built
from server.auth import access
from server.errors import NotFound
from server.guides import printing
from server.guides.fact import facts
from server.guides.guide import STAGES, guides
from server.guides.page import FIXED, HELP, INDEX, POLICIES, Page, pages
from server.guides.policy import UNFILLED, policies
from server.guides.sheet import SIZES, sheets
from server.i18n import LANGUAGES, Language, words

_HELP_FACTS = ("contacts.911", "contacts.911_nunavut", "contacts.988", "contacts.khp", "contacts.cybertip")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BLANK = "[ … ]"
_XHTML = "http://www.w3.org/1999/xhtml"
_PRIVATE = ("/v1/", "/share", "/healthz", "/readyz")
blueprint = Blueprint("guides", __name__)


def _origin() -> str:
    return str(current_app.config["PUBLIC_ORIGIN"])


def _render(page: Page, language: Language) -> Response:
    other: Language = "fr" if language == "en" else "en"
    operator = current_app.config["OPERATOR"]
    html = render_template(
        page.template,
        t=words(language),
        language=language,
        page=page,
        guide=guides()[page.guide] if page.guide else None,
        guides=guides(),
        stages=STAGES,
        sheets=sheets(),
        sizes=SIZES,
        facts=facts(),
        help_facts=_HELP_FACTS,
        origin=_origin(),
        stylesheet=built.stylesheet(),
        other_language=other,
        links=(*FIXED, *POLICIES) if operator else FIXED,
        unfilled=UNFILLED,
        policy=policies()[page.policy] if page.policy else None,
        operator=operator,
        blanks=operator.words(language) if operator else defaultdict(lambda: _BLANK),
    )
    return Response(html, headers={"Cache-Control": "no-cache"})


@blueprint.get("/en/help")
@access("anyone")
def help_en() -> Response:
    """Help numbers, in English."""
    return _render(HELP, "en")


@blueprint.get("/fr/aide")
@access("anyone")
def help_fr() -> Response:
    """Help numbers, in French."""
    return _render(HELP, "fr")


@blueprint.get("/en/guides")
@access("anyone")
def index_en() -> Response:
    """Every guide along the path, in English."""
    return _render(INDEX, "en")


@blueprint.get("/fr/guides")
@access("anyone")
def index_fr() -> Response:
    """Every guide along the path, in French."""
    return _render(INDEX, "fr")


@blueprint.get("/en/guides/<slug>")
@access("anyone")
def guide_en(slug: str) -> Response:
    """A guide, in English."""
    return _guide(f"/en/guides/{slug}", "en")


@blueprint.get("/fr/guides/<slug>")
@access("anyone")
def guide_fr(slug: str) -> Response:
    """A guide, in French."""
    return _guide(f"/fr/guides/{slug}", "fr")


def _guide(path: str, language: Language) -> Response:
    page = next((each for each in pages() if each.path(language) == path), None)
    if page is None:
        raise NotFound()
    return _render(page, language)


@blueprint.get("/en/guides/sheets/<name>")
@access("anyone", alone=True)
def sheet_en(name: str) -> Response:
    """A worksheet, in English."""
    return _sheet(f"/en/guides/sheets/{name}", "en")


@blueprint.get("/fr/guides/fiches/<name>")
@access("anyone", alone=True)
def sheet_fr(name: str) -> Response:
    """A worksheet, in French."""
    return _sheet(f"/fr/guides/fiches/{name}", "fr")


def _sheet(path: str, language: Language) -> Response:
    known = ((sheet, size) for sheet in sheets().values() for size in SIZES if sheet.path(language, size) == path)
    found = next(known, None)
    if found is None:
        raise NotFound()
    made = Response(printing.pdf(found[0], words(language), found[1]), content_type="application/pdf")
    made.headers["Cache-Control"] = "public, max-age=3600"
    return made


@blueprint.get("/sitemap.xml")
@access("anyone")
def sitemap() -> Response:
    """Every public page with its counterpart in the other language."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages() if current_app.config["OPERATOR"] else (each for each in pages() if not each.policy):
        for language in LANGUAGES:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = _origin() + page.path(language)
            for each in LANGUAGES:
                link = {"rel": "alternate", "hreflang": f"{each}-CA", "href": _origin() + page.path(each)}
                ET.SubElement(url, f"{{{_XHTML}}}link", link)
    return Response(ET.tostring(root, "utf-8", xml_declaration=True), content_type="application/xml")


@blueprint.get("/robots.txt")
@access("anyone")
def robots() -> Response:
    """What search engines may read: the public pages."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE), f"Sitemap: {_origin()}/sitemap.xml", ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
