"""What an operator answers for, on public pages: our words, the operator's names, days and addresses."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.config import ConfigError
from server.guides.guide import Text, Writing
from server.i18n import Language

FOLDER = Path(__file__).resolve().parent / "policies"
UNFILLED = Text(
    en="Whoever runs this server has not filled in this page yet. It holds for nobody.",
    fr="La personne qui exploite ce serveur n’a pas encore rempli cette page. Elle n’engage personne.",
)
_LINE = Field(min_length=1, max_length=300)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Operator(_Part):
    """Who runs this server; the table of OPERATOR_FILE."""

    name: str = _LINE
    address: str = _LINE
    privacy_officer: str = _LINE
    email: str = _LINE
    police_contact: str = _LINE
    where_en: str = _LINE
    where_fr: str = _LINE
    others_en: str = _LINE
    others_fr: str = _LINE
    log_days: int = Field(ge=1, le=3650)
    backup_days: int = Field(ge=1, le=3650)

    def words(self, language: Language) -> dict[str, str]:
        """What stands in the place of each name in braces."""
        said = {name: str(value) for name, value in self.model_dump().items()}
        return said | {name: said[f"{name}_{language}"] for name in ("where", "others")}


class Part(_Part):
    """A heading and its paragraphs."""

    title: Text
    says: list[Text]


class Policy(Writing):
    """One page."""

    parts: list[Part]


def read_operator(file: Path | None) -> Operator | None:
    """The table of a TOML file; ConfigError names what is wrong in it, never the rest."""
    if file is None:
        return None
    try:
        return Operator.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ConfigError("OPERATOR_FILE must name a TOML file") from None
    except ValidationError as error:
        wrong = sorted({str(each["loc"][0]) for each in error.errors(include_input=False) if each["loc"]})
        raise ConfigError(f"OPERATOR_FILE: {', '.join(wrong)}") from None


@cache
def policies() -> Mapping[str, Policy]:
    """Every policy by its id."""
    rows = [Policy.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(FOLDER.glob("*.yaml"))]
    return MappingProxyType({each.id: each for each in rows})
