"""How hard a text reads: Flesch-Kincaid grade in English, Kandel-Moles ease in French, with rough syllables."""

import re
from collections.abc import Callable, Iterable

SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)|\n")
WORD = re.compile(r"[^\W\d_][\w’'-]*")


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
