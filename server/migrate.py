"""Brings a database to this version's tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from server import db
from server.config import Config

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def alembic_config(engine: Engine) -> AlembicConfig:
    """Alembic, pointed at our migrations and this engine."""
    found = AlembicConfig()
    found.set_main_option("script_location", str(_MIGRATIONS))
    found.attributes["engine"] = engine
    return found


def upgrade(config: Config) -> None:
    """Runs the migrations not yet run."""
    config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(make_url(config.database_url), hide_parameters=True)
    db.prepare(engine)
    try:
        command.upgrade(alembic_config(engine), "head")
    finally:
        engine.dispose()
