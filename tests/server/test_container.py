"""The container, as far as it can be checked where none runs: the image holds enough, compose says what is so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.config import Config
from tests.e2e.running_server import running_server
from tests.house.tree import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = [service for service in COMPOSE["services"].values() if service.get("image") == "holdfast"]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
LAST_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]


def copied(stage: str) -> list[tuple[str, str]]:
    """What a stage takes from the checkout, and where it puts it."""
    found = [line.split()[1:] for line in stage.splitlines() if line.startswith("COPY ") and "--from" not in line]
    return [(source, words[-1]) for words in found for source in words[:-1]]


def test_the_image_holds_all_that_the_server_needs(tmp_path: Path) -> None:
    tree = tmp_path / "holdfast"
    for source, target in copied(LAST_STAGE):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tree / Path(target).name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, tree / Path(target).name)
    shutil.copytree(ROOT / "static", tree / "static")
    with running_server(tmp_path / "server", {"PYTHONDONTWRITEBYTECODE": "1"}, tree=tree) as server:
        assert "server/cli.py" not in server.log.read_text("utf-8")
    assert not list(tree.rglob("__pycache__"))


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    let_through = {line[1:] for line in IGNORED if line.startswith("!")}
    for source, _ in copied(DOCKERFILE):
        assert (ROOT / source).exists(), source
        assert Path(source).parts[0] in let_through, source


def test_the_last_stage_is_nobodys_workshop() -> None:
    words = set(re.findall(r"[\w.-]+", LAST_STAGE))
    assert not words & {"npm", "gcc", "make", "pip", "git", "curl"}
    order = [line.split()[0] for line in LAST_STAGE.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert order.index("USER") > order.index("RUN")
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert "HEALTHCHECK" in order
    packages = re.search(r"^RUN_PACKAGES := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert packages
    assert set(packages[1].split()) <= words


def test_every_process_of_ours_can_change_nothing_but_its_volume() -> None:
    assert len(OURS) == 3
    for service in OURS:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
    published = [name for name, service in COMPOSE["services"].items() if "ports" in service]
    assert published == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]


@pytest.mark.parametrize("service", OURS, ids=lambda service: " ".join(service["command"]))
def test_each_is_started_by_a_command_that_exists_with_settings_that_exist(service: dict[str, Any]) -> None:
    *words, last = service["command"]
    command = [*words, *([] if last.startswith("-") else [last])]
    told = subprocess.run(
        [sys.executable, "-m", "server.cli", *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    flags = [word for word in service["command"] if word.startswith("-")]
    assert [flag for flag in flags if flag not in told.stdout] == []
    known = {field.metadata["env"] for field in Config.__dataclass_fields__.values() if "env" in field.metadata}
    assert [name for name in service["environment"] if name.removesuffix("_FILE") not in known] == []
