"""The cast: Dana (parent), Noor (her teen), Sam (a stranger, always refused), each with real keys on a real app."""

import copy
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from server import create_app, db, keys, migrate
from server.config import Config
from tests import bucket, postgres
from tests.phone import Phone
from tests.reference.account import Account

ROOT = Path(__file__).resolve().parent.parent
CAST = {"dana": "seven quiet harbours", "noor": "kelp holds in storms", "sam": "none of my business"}
AppMaker = Callable[..., Flask]


class ReadingClient(FlaskClient):
    """A client that reads each answer to its end, as a browser does, so that files are closed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True} | kwargs)


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """Werkzeug compiles how each route's address is built anew for every app: 50 ms of the 70 that an app takes."""
    compile_builder, built = Rule._compile_builder, {}

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        what = (rule.rule, tuple(rule._trace), str(rule.defaults), append_unknown)
        if what not in built:
            built[what] = compile_builder(rule, append_unknown)
        return built[what]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(autouse=True)
def umask_as_before() -> Iterator[None]:
    """The `holdfast` command sets it for its process, which is the test's when a test invokes it."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def server_keys(tmp_path_factory: pytest.TempPathFactory) -> keys.Keys:
    """One set of server keys for all apps of a run."""
    return keys.load(Config.from_env({"INSTANCE": str(tmp_path_factory.mktemp("keys"))}))


@pytest.fixture(scope="session")
def sealed_accounts() -> dict[str, tuple[Account, dict[str, Any]]]:
    """Each one's account, sealed once."""
    made = {name: Account() for name in CAST}
    return {name: (account, account.registration(name, CAST[name], 32 * 1024)) for name, account in made.items()}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the apps are run on")

    parser.addoption("--storage", choices=["folder", "s3"], default="folder", help="where the apps keep chunks")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    storage = config.getoption("--storage")
    left_out = [("folder", "about a folder")] if storage == "s3" else [("s3", "about S3")]
    if config.getoption("--database") == "postgresql":
        left_out.append(("sqlite", "about SQLite"))
    for item in items:
        for marker, reason in left_out:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[postgres.Postgres | None]:
    """The run's PostgreSQL with a migrated template, when the run asked for it."""
    if request.config.getoption("--database") != "postgresql":
        yield None
        return
    with postgres.running() as server:
        migrate.upgrade(Config.from_env({"DATABASE_URL": server.url(postgres.TEMPLATE)}))
        yield server


@pytest.fixture(scope="session")
def storage(request: pytest.FixtureRequest) -> Iterator[bucket.Storage | None]:
    """The run's S3-compatible storage, when the run asked for it."""
    if request.config.getoption("--storage") != "s3":
        yield None
        return
    with bucket.running() as running:
        yield running


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose SQLite database has this version's tables and nothing in them."""
    folder = tmp_path_factory.mktemp("empty") / "instance"
    migrate.upgrade(Config.from_env({"INSTANCE": str(folder)}))
    return folder


@pytest.fixture
def instance_settings(
    tmp_path: Path, postgres_server: postgres.Postgres | None, storage: bucket.Storage | None, empty_instance: Path
) -> dict[str, str]:
    """Settings of this test's own instance folder, database and storage, tables included."""
    settings = {"INSTANCE": str(folder := tmp_path / "instance")} | (storage.settings() if storage else {})
    if postgres_server:
        folder.mkdir(mode=0o700)
        return settings | {"DATABASE_URL": postgres_server.new_database()}
    shutil.copytree(empty_instance, folder)
    return settings


@pytest.fixture
def new_app(instance_settings: dict[str, str], server_keys: keys.Keys) -> Iterator[AppMaker]:
    """Makes apps on an instance folder of this test: new_app(quota_bytes=1000)."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        config = replace(Config.from_env(instance_settings), **settings)
        made.append(create_app(config, server_keys))
        made[-1].test_client_class = ReadingClient
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.db.engine.dispose()


@pytest.fixture
def app(new_app: AppMaker) -> Flask:
    return new_app()


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody without an account."""
    return app.test_client()


@pytest.fixture
def new_person(sealed_accounts: dict[str, tuple[Account, dict[str, Any]]]) -> Callable[[Flask, str], Phone]:
    """Makes one of the cast on an app, not yet registered."""

    def make(app: Flask, name: str) -> Phone:
        account, registration = sealed_accounts[name]
        return Phone(name, CAST[name], app.test_client(), account, copy.deepcopy(registration))

    return make


def _registered(person: Phone) -> Phone:
    assert person.register().status_code == 201
    return person


@pytest.fixture
def dana(app: Flask, new_person: Callable[[Flask, str], Phone]) -> Phone:
    return _registered(new_person(app, "dana"))


@pytest.fixture
def noor(app: Flask, new_person: Callable[[Flask, str], Phone]) -> Phone:
    return _registered(new_person(app, "noor"))


@pytest.fixture
def sam(app: Flask, new_person: Callable[[Flask, str], Phone]) -> Phone:
    return _registered(new_person(app, "sam"))


@pytest.fixture(scope="session")
def built_names() -> dict[str, str]:
    """The build's logical names with the names on disk."""
    names: dict[str, str] = json.loads((ROOT / "static" / "app" / "manifest.json").read_text("utf-8"))
    return names
