"""The `holdfast` command; each part imports what it runs, so that the web process stays small."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from server import keys, logs
from server.config import Config, ConfigError
from server.parent import end_with_parent

_WIRE = Path(__file__).resolve().parent.parent / "pwa" / "src" / "api" / "wire.gen.ts"


class _Settings(click.Group):
    """Commands that end in one line when a setting is wrong."""

    def invoke(self, context: click.Context) -> Any:
        """Runs a command."""
        try:
            return super().invoke(context)
        except ConfigError as error:
            raise click.ClickException(str(error)) from None


def _config() -> Config:
    return Config.from_env(os.environ)


def _upgrade(config: Config) -> None:
    from server import migrate

    try:
        migrate.upgrade(config)
    except (SQLAlchemyError, OSError) as error:
        logs.configure()
        logs.failure("upgrade", error)
        raise ConfigError("DATABASE_URL, INSTANCE: that database cannot be brought to this version's tables") from None


def _upgrade_aside(config: Config) -> None:
    import multiprocessing

    child = multiprocessing.get_context("fork").Process(target=_upgrade_or_say, args=(config,))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(1)


def _upgrade_or_say(config: Config) -> None:
    try:
        _upgrade(config)
    except ConfigError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


@click.group(cls=_Settings)
def main() -> None:
    """Holdfast: web server, reminder worker, database."""
    os.umask(0o077)


@main.command()
@click.option("--no-worker", is_flag=True, help="Leave reminders to another `holdfast worker`.")
@click.option("--no-upgrade", is_flag=True, help="Leave the database as it is.")
def serve(*, no_worker: bool, no_upgrade: bool) -> None:
    """Serve the app, reminders included."""
    from server import serving

    config = _config()
    keys.load(config)
    serving.check(config)
    if not no_upgrade:
        _upgrade_aside(config)
    click.echo(f"Holdfast: {config.public_origin}")
    serving.serve(config, with_worker=not no_worker)


@main.command()
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option("--parent", type=int, hidden=True, help="End when this process is dead.")
def worker(*, once: bool, parent: int | None) -> None:
    """Send pushes for reminders that are due; delete what has ended."""
    from server.background import create_background
    from server.reminders.worker import Worker
    from server.sweeping import sweep

    config = _config()
    made = keys.load(config)
    app = create_background(config, made)
    running = Worker(app, config, made, sweep)
    if config.worker_metrics_port:
        from server import metrics
        from server.reminders.lag import lag

        metrics.serve(config.metrics_host, config.worker_metrics_port, config.instance, lambda: lag(app))
    if parent is not None:
        end_with_parent(parent)
    logs.event("worker_started")
    asyncio.run(running.run(once=once))
    logs.event("worker_stopped")


@main.command()
@click.argument("packet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.option("--fingerprint", help="The fingerprint as it stands on paper: 16 digits or all 64.")
@click.option(
    "--tsa",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Certificates of a timestamp authority that you trust, up to its root (PEM).",
)
@click.option(
    "--record",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A record.json: says which of its exhibits PACKET, a single file, is.",
)
@click.option("--language", type=click.Choice(["en", "fr"]), default="en", show_default=True)
def verify(
    packet: Path, *, as_json: bool, fingerprint: str | None, tsa: Path | None, record: Path | None, language: str
) -> None:
    """Check a packet: exit code 0 for intact or consistent, 1 for altered, 2 for not a packet, 64 for wrong options."""
    from server.verify.command import run

    told, code = run(packet, fingerprint, tsa, record, language, as_json=as_json)
    click.echo(told)
    sys.exit(code)


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to this version's tables."""
    _upgrade(_config())


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--since",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="An earlier backup: link what is in it.",
)
def backup(folder: Path, since: Path | None) -> None:
    """Copy database, blobs and keys into a new FOLDER, while the server runs."""
    from server import backups

    try:
        taken = backups.back_up(_config(), folder, since)
    except (backups.BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{folder}: {taken.chunks} chunks, {taken.linked} of them linked; {taken.gone} were deleted meanwhile")
    if taken.missing:
        click.echo(f"{taken.missing} chunks are not on this disk: is the blobs folder where it should be?", err=True)
    if taken.damaged:
        click.echo(f"{taken.damaged} chunks on this disk are not what was uploaded", err=True)
    if taken.missing or taken.damaged:
        raise click.ClickException("the backup is there, without those chunks")


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Put a backup in the place of an empty database and INSTANCE; then start the server."""
    from server import backups

    config = _config()
    try:
        count = backups.restore(config, folder)
    except (backups.BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    _upgrade(config)
    click.echo(f"{folder}: restored, {count} chunks")


@main.command("migrate-storage")
@click.option("--from", "source", type=click.Path(path_type=Path), help="The SQLite file [INSTANCE/holdfast.db].")
@click.option("--without-missing", is_flag=True, help="Leave chunks behind that the disk has lost or spoilt.")
def migrate_storage(*, source: Path | None, without_missing: bool) -> None:
    """Move SQLite and the blobs beside it to what DATABASE_URL and STORAGE_URL name; stop the server first."""
    from server import backups

    config = _config()
    old = (source or config.instance / "holdfast.db").absolute()
    try:
        backups.check(config, old)
        _upgrade(config)
        moved = backups.move(config, old, _counted, without_missing=without_missing)
    except (backups.BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    if moved.before:
        click.echo(f"already there, the same: {moved.rows} rows; nothing was left to do")
        return
    click.echo(f"{moved.rows} rows and {moved.chunks} chunks are there, each compared; the old ones are untouched")
    if moved.missing or moved.damaged:
        lacking = f"{moved.missing} chunks are not on this disk, {moved.damaged} are not what was uploaded"
        click.echo(f"{lacking}: left behind; phones that have those pictures give them back", err=True)


def _counted(done: int, count: int) -> None:
    if done % 1000 == 0 or done == count:
        click.echo(f"{done} of {count} chunks")


@main.command()
@click.option("--count", type=click.IntRange(1, 10_000), default=1, show_default=True, help="So many codes.")
@click.option("--days", type=click.IntRange(1, 366), default=14, show_default=True, help="How long each is good.")
@click.option("--withdraw", is_flag=True, help="End all codes that nobody has used; make none.")
def invite(*, count: int, days: int, withdraw: bool) -> None:
    """Print invitation codes, each for one new account, for a server with INVITE_ONLY=1."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from server.accounts import invites
    from server.background import create_background

    config = _config()
    with create_background(config, keys.load(config)).app_context():
        try:
            made = [] if withdraw else invites.make(count, days)
            ended = invites.withdraw(expired=False) if withdraw else 0
        except (OperationalError, ProgrammingError):
            raise click.ClickException(
                "the database is not there or not of this version: holdfast db upgrade"
            ) from None
        click.echo("\n".join(made) if made else f"{ended} {'code' if ended == 1 else 'codes'} ended")


@main.command()
def routes() -> None:
    """List every route: who may call it, which body it reads."""
    from server import create_app
    from server.auth import declared

    app = create_app(_config())
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        found = declared(app, rule.endpoint)
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD"}))
        click.echo(f"{methods:7} {rule.rule:44} {found.who:8} {found.body}")


@main.command()
@click.option("--check", is_flag=True, help="Only say whether the file is up to date.")
def schema(*, check: bool) -> None:
    """Write the client's wire types."""
    from server.schemas import typescript

    text = typescript.render()
    if check and _WIRE.read_text("utf-8") != text:
        raise click.ClickException("pwa/src/api/wire.gen.ts is out of date: run holdfast schema")
    if not check:
        _WIRE.write_text(text, "utf-8")


@main.command()
def openapi() -> None:
    """Print every call as OpenAPI 3.1: for reviewers and their tools."""
    import json

    from server import create_app
    from server.openapi import describe

    click.echo(json.dumps(describe(create_app(_config())), indent=2))


@main.command()
@click.argument("origin")
def compare(origin: str) -> None:
    """Say whether the server at ORIGIN (https://…) hands out the phone app that was built here."""
    from urllib.parse import urlsplit

    from server import comparing

    place = urlsplit(origin)
    local = place.scheme == "http" and place.hostname == "localhost"
    if not (place.scheme == "https" or local) or place.path.strip("/") or place.query or "@" in place.netloc:
        raise click.UsageError("ORIGIN is an https:// address without a path")
    try:
        found = list(comparing.differences(f"{place.scheme}://{place.netloc}", _config().static_dir))
    except OSError as error:
        raise click.ClickException(str(error)) from None
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException(f"{origin} answers otherwise: is it the same commit?")
    click.echo(f"{origin}: pages, scripts, styles, words and their policies are those of this build, byte for byte")


if __name__ == "__main__":
    main()
