"""The composition root of the worker: a database, chunks, the pepper. Nobody calls it, so it has no route."""

from flask import Flask

from server import db, keys, logs
from server.blobs.opening import open_store
from server.config import Config


def create_background(config: Config, made: keys.Keys) -> Flask:
    """An app for the worker's context, without what only answers need."""
    logs.configure()
    app = Flask("server", static_folder=None)
    app.config["PEPPER"] = made.pepper
    app.extensions["holdfast_chunks"] = open_store(config)
    db.install(app, config.database_url)
    return app
