"""The real application, built once for the guards, and a visitor without a session."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.config import Config
from tests.house.tree import ROOT


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Config.from_env({"INSTANCE": str(tmp_path_factory.mktemp("instance"))}))


@pytest.fixture
def visitor(application: Flask) -> Iterator[FlaskClient]:
    with application.test_client() as client:
        yield client


@pytest.fixture(scope="session")
def built() -> Path:
    folder = ROOT / "static" / "app"
    assert (folder / "manifest.json").exists(), "run `make build` first"
    return folder


@pytest.fixture(scope="session")
def built_names(built: Path) -> dict[str, str]:
    """Logical name to file name, as the build wrote them."""
    names: dict[str, str] = json.loads((built / "manifest.json").read_text("utf-8"))
    return names
