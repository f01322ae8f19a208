"""How hard the hardest of what people read is; `python -m tests.house.reading` prints all of it."""

from itertools import chain

from tests.bench.figure import Figure
from tests.house.reading import EASE, GRADE, hardest, of_catalogue, of_each_text, of_guides


def figures() -> list[Figure]:
    whole, alone = [*chain(of_guides(), of_catalogue())], [*of_each_text()]
    found = []
    for what, readings in (("guide or part of the app", whole), ("sentence of the app", alone)):
        english, french = (hardest(language, readings)[0].measured for language in ("en", "fr"))
        found += [
            Figure(f"hardest {what} in English, Flesch-Kincaid", english, "grade", GRADE),
            Figure(f"hardest {what} in French, Kandel-Moles", french, "ease", EASE, bound="at least"),
        ]
    return found
