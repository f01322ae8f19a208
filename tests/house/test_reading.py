"""What people read is at grade 8 or below in English and as easy in French: guides, and the app's own sentences."""

from tests.house.reading import EASE, GRADE, Reading, ease_fr, grade_en, of_catalogue, of_each_text, of_guides

JUDICIAL = "Notwithstanding jurisdictional considerations, investigative authorities necessarily prioritise."
ADMINISTRATIF = "Nonobstant diverses considérations juridictionnelles, les autorités procéderont prioritairement."


def too_hard(readings: list[Reading], fewest: int) -> list[Reading]:
    assert len(readings) >= fewest
    return [each for each in readings if not each.ok]


def test_the_measures_tell_hard_words_from_easy_ones() -> None:
    assert grade_en([JUDICIAL]) > 16 > GRADE > grade_en(["Save the chat. Then call police. Ask for a file number."])
    assert ease_fr([ADMINISTRATIF]) < 0 < EASE < ease_fr(["Garde le texte. Appelle la police. Demande un numéro."])


def test_every_guide_is_easy_to_read_with_its_facts_and_without() -> None:
    assert too_hard(list(of_guides()), 70) == []


def test_every_room_of_the_catalogue_is_easy_to_read() -> None:
    assert too_hard(list(of_catalogue()), 50) == []


def test_no_sentence_of_the_app_is_hard_by_itself() -> None:
    assert too_hard(list(of_each_text()), 1000) == []
