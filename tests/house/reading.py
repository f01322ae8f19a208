"""How hard our words read. `python -m tests.house.reading` prints the report: Flesch-Kincaid grade in English,
Kandel-Moles ease in French, with rough syllables.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from server.guides.fact import facts
from server.guides.guide import facts_of, guides
from server.i18n import LANGUAGES, Language
from tests.house.test_locales import catalogue, leaves
from tests.house.test_locales import texts as forms
from tests.house.test_publication_rule import texts

GRADE = 8.0
EASE = 60.0
WORDS = 8
"""From so many words on, a text is measured alone."""
LABEL = 3
"""What has so many words or fewer is a label and makes no sentence."""
SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)|\n")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
PLACEHOLDER = re.compile(r"\{\w+\}")


def syllables_en(word: str) -> int:
    """Groups of vowels, without a silent final e."""
    groups = len(re.findall("[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^td]ed$", word.lower())
    return max(1, groups - 1 if silent else groups)


def syllables_fr(word: str) -> int:
    """Groups of vowels, without a mute ending."""
    groups = len(re.findall("[aeiouyàâéèêëîïôùûüœ]+", word.lower()))
    mute = re.search(r"[^aeiouyàâéèêëîïôùûüœ](e|es|ent)$", word.lower())
    return max(1, groups - 1 if mute else groups)


def _averages(texts: Iterable[str], syllables: Callable[[str], int]) -> tuple[float, float]:
    sentences = [part for text in texts for part in SENTENCE_END.split(text) if WORD.search(part)]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    return len(words) / len(sentences), sum(map(syllables, words)) / len(words)


def grade_en(texts: Iterable[str]) -> float:
    """The school grade that reads it with ease (Kincaid and others, 1975)."""
    length, weight = _averages(texts, syllables_en)
    return 0.39 * length + 11.8 * weight - 15.59


def ease_fr(texts: Iterable[str]) -> float:
    """100 is very easy, 60 is plain (Kandel and Moles, 1958)."""
    length, weight = _averages(texts, syllables_fr)
    return 207 - 1.015 * length - 73.6 * weight


@dataclass(frozen=True)
class Reading:
    """A text, or texts read together, and how hard they are."""

    where: str
    language: Language
    measured: float
    words: str = ""

    @property
    def ok(self) -> bool:
        return self.measured <= GRADE if self.language == "en" else self.measured >= EASE


def reading(where: str, language: Language, read: list[str]) -> Reading:
    measured = grade_en(read) if language == "en" else ease_fr(read)
    return Reading(where, language, measured, read[0] if len(read) == 1 else "")


def of_guides() -> Iterator[Reading]:
    """Each guide in our own words, then as it is read, with the facts between them; a teen's French apart."""
    for one in guides().values():
        own = list(texts(one))
        shown = [facts()[key] for key in facts_of(one)]
        for language in LANGUAGES:
            words = [text.said(language) for text in own]
            yield reading(f"guide {one.id}", language, words)
            yield reading(f"guide {one.id} with its facts", language, words + [fact.said(language) for fact in shown])
        if any(text.tu for text in own):
            said = [text.tu or text.fr for text in own] + [fact.said("fr", "tu") for fact in shown]
            yield reading(f"guide {one.id} with its facts, to a teen", "fr", said)


def _said(language: Language) -> Iterator[tuple[str, str]]:
    for key, message in leaves(catalogue(language)):
        for form in forms(message):
            if len(WORD.findall(said := PLACEHOLDER.sub("", form))) > LABEL:
                yield key, said


def of_catalogue() -> Iterator[Reading]:
    """Each room of the catalogue as a whole."""
    for language in LANGUAGES:
        rooms: dict[str, list[str]] = {}
        for key, said in _said(language):
            rooms.setdefault(key.split(".", maxsplit=1)[0], []).append(said)
        yield from (reading(f"catalogue {room}", language, said) for room, said in rooms.items())


def of_each_text() -> Iterator[Reading]:
    """Each text of the catalogue that is long enough to be measured alone."""
    for language in LANGUAGES:
        long = ((key, said) for key, said in _said(language) if len(WORD.findall(said)) >= WORDS)
        yield from (reading(key, language, [said]) for key, said in long)


def hardest(language: Language, readings: Iterable[Reading]) -> list[Reading]:
    """From the hardest on."""
    return sorted((each for each in readings if each.language == language), key=lambda each: each.measured)[
        :: -1 if language == "en" else 1
    ]


def report() -> Iterator[str]:
    """Everything that is measured, the hardest first."""
    bounds = {"en": f"Flesch-Kincaid grade, at most {GRADE:g}", "fr": f"Kandel-Moles ease, at least {EASE:g}"}
    for language in LANGUAGES:
        alone = hardest(language, of_each_text())
        yield f"{language}: {bounds[language]}"
        yield from (
            f"{each.measured:8.1f}  {each.where}" for each in hardest(language, [*of_guides(), *of_catalogue()])
        )
        yield f"  {len(alone)} texts of {WORDS} words or more, the hardest:"
        yield from (f"{each.measured:8.1f}  {each.where}: {each.words}" for each in alone[:12])


if __name__ == "__main__":
    print("\n".join(report()))
