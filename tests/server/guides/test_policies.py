"""Policy pages: our words with the operator's names in them; empty, they say so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.config import ConfigError
from server.guides.policy import UNFILLED, Operator, policies, read_operator
from server.i18n import LANGUAGES, words
from tests.house.test_publication_rule import BLAME, PROMISES, UNTYPESET

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = re.search(r"```toml\n(.+?)```", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def operator_file(tmp_path: Path) -> Path:
    assert EXAMPLE is not None
    (file := tmp_path / "operator.toml").write_text(EXAMPLE[1], "utf-8")
    return file


def changed(file: Path, name: str, line: str) -> None:
    text = file.read_text("utf-8")
    file.write_text(re.sub(rf"^{name} = .*$", line, text, flags=re.MULTILINE), "utf-8")


def test_the_example_of_the_operators_page_fills_in_every_page(
    new_app: Callable[..., Flask], operator_file: Path
) -> None:
    operator = read_operator(operator_file)
    assert operator is not None
    visitor = new_app(operator_file=operator_file).test_client()
    for language in LANGUAGES:
        pages = [visitor.get(policy.path(language)).get_data(as_text=True) for policy in policies().values()]
        for page in pages:
            assert 'class="notice"' not in page
            assert "[ … ]" not in page
        together = "\n".join(pages)
        others = {f"{name}_{each}" for name in ("where", "others") for each in LANGUAGES if each != language}
        for name in Operator.model_fields.keys() - others:
            assert str(getattr(operator, name)) in together, name


def test_what_nobody_filled_in_says_so(visitor: FlaskClient) -> None:
    for policy in policies().values():
        for language in LANGUAGES:
            page = visitor.get(policy.path(language)).get_data(as_text=True)
            assert UNFILLED.said(language) in page
            assert "[ … ]" in page


def test_the_app_links_to_where_they_are(new_app: Callable[..., Flask]) -> None:
    with new_app().app_context():
        for language in LANGUAGES:
            linked = {words(language)(f"settings.{each}_url") for each in ("policy", "police")}
            assert linked == {each.path(language) for each in policies().values()}


def test_a_name_of_markup_is_shown_as_text(new_app: Callable[..., Flask], operator_file: Path) -> None:
    changed(operator_file, "name", 'name = "<script>{address} %s"')
    page = new_app(operator_file=operator_file).test_client().get(policies()["privacy"].path("en"))
    assert "&lt;script&gt;{address} %s" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('log_days = "many"', "OPERATOR_FILE: log_days"),
        ("", "OPERATOR_FILE: log_days"),
        ("log_days = 30\nkey = 1", "OPERATOR_FILE: key"),
        ("log_days =", "OPERATOR_FILE must name a TOML file"),
        ("log_days = 0", "OPERATOR_FILE: log_days"),
    ],
)
def test_a_wrong_file_is_named_and_stops_the_start(operator_file: Path, line: str, said: str) -> None:
    changed(operator_file, "log_days", line)
    with pytest.raises(ConfigError, match=f"^{said}$"):
        read_operator(operator_file)


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="OPERATOR_FILE"):
        read_operator(tmp_path / "nowhere.toml")


def test_policies_promise_nothing_about_courts_and_are_typeset() -> None:
    texts = [t for each in policies().values() for part in each.parts for t in (part.title, *part.says)]
    texts += [t for each in policies().values() for t in (each.title, each.lead)]
    assert [t.en for t in texts if PROMISES.search(t.en) or BLAME.search(t.en)] == []
    assert [t.fr for t in texts if PROMISES.search(t.fr) or BLAME.search(t.fr) or UNTYPESET.search(t.fr)] == []
    assert [t.en for t in texts if set(re.findall(r"{\w+}", t.en)) != set(re.findall(r"{\w+}", t.fr))] == []
