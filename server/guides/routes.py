"""The guides room's calls."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from server import built
from server.auth import access
from server.errors import NotFound
from server.facts import facts
from server.i18n import Language, words

_HELP_FACTS = ("911", "911_nunavut", "988", "khp", "cybertip")
blueprint = Blueprint("guides", __name__)


@dataclass(frozen=True)
class Page:
    """A page that exists in both languages."""

    template: str
    title: str
    en: str
    fr: str

    def path(self, language: Language) -> str:
        """Where it is in a language."""
        return self.en if language == "en" else self.fr


HELP = Page("guides/help.html", "help.title", "/en/help", "/fr/aide")
NOW = Page("guides/now.html", "guides.now_title", "/en/guides/right-now", "/fr/guides/maintenant")
PRIVACY = Page("guides/privacy.html", "guides.privacy.title", "/en/guides/privacy", "/fr/guides/vie-privee")
PAGES = (HELP, NOW, PRIVACY)


def _render(page: Page, language: Language) -> Response:
    other: Language = "fr" if language == "en" else "en"
    html = render_template(
        page.template,
        t=words(language),
        language=language,
        page=page,
        path=request.path,
        facts=[facts()[name] for name in _HELP_FACTS],
        stylesheet=built.stylesheet(),
        other_language=other,
        other_path=page.path(other),
        links=[{"path": each.path(language), "title": each.title} for each in PAGES],
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
    page = next((each for each in PAGES if each.path(language) == path), None)
    if page is None:
        raise NotFound()
    return _render(page, language)
