"""What we write ourselves reads at grade 8 or below in English, and as easily in French."""

import pytest

from server.guides.guide import Guide, guides
from tests.house.test_publication_rule import texts
from tests.server.guides.reading import ease_fr, grade_en

GRADE = 8.0
EASE = 60.0
JUDICIAL = "Notwithstanding jurisdictional considerations, investigative authorities necessarily prioritise."
ADMINISTRATIF = "Nonobstant diverses considérations juridictionnelles, les autorités procéderont prioritairement."


def test_the_measures_tell_hard_words_from_easy_ones() -> None:
    assert grade_en([JUDICIAL]) > 16 > GRADE > grade_en(["Save the chat. Then call police. Ask for a file number."])
    assert ease_fr([ADMINISTRATIF]) < 0 < EASE < ease_fr(["Garde le texte. Appelle la police. Demande un numéro."])


@pytest.mark.parametrize("guide", guides().values(), ids=lambda guide: guide.id)
def test_every_guide_is_easy_to_read(guide: Guide) -> None:
    assert grade_en(text.en for text in texts(guide)) <= GRADE
    assert ease_fr(text.fr for text in texts(guide)) >= EASE
    spoken = [text.tu for text in texts(guide) if text.tu is not None]
    assert not spoken or ease_fr(spoken) >= EASE
