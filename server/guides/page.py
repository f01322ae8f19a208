"""The public pages: what each is called and where it is, in both languages."""

from dataclasses import dataclass

from server.guides.guide import guides
from server.guides.policy import policies
from server.i18n import Language, Words


@dataclass(frozen=True)
class Page:
    """A page that exists in both languages; `title` is a key of the catalogue, unless it shows a guide or a policy."""

    template: str
    title: str
    en: str
    fr: str
    guide: str | None = None
    policy: str | None = None

    def path(self, language: Language) -> str:
        """Where it is in a language."""
        return self.en if language == "en" else self.fr

    def heading(self, t: Words) -> str:
        """What it is called."""
        if self.policy:
            return policies()[self.policy].title.said(t.language)
        return guides()[self.guide].title.said(t.language) if self.guide else t(self.title)


HELP = Page("guides/help.html", "help.title", "/en/help", "/fr/aide")
INDEX = Page("guides/index.html", "guides.index_title", "/en/guides", "/fr/guides")
PRIVACY = Page("guides/privacy.html", "guides.privacy.title", "/en/guides/privacy", "/fr/guides/vie-privee")
FIXED = (HELP, INDEX, PRIVACY)
POLICIES = tuple(
    Page("guides/policy.html", "", each.path("en"), each.path("fr"), policy=each.id) for each in policies().values()
)


def pages() -> tuple[Page, ...]:
    """All of them."""
    shown = (Page("guides/guide.html", "", one.path("en"), one.path("fr"), one.id) for one in guides().values())
    return (*FIXED, *POLICIES, *shown)
