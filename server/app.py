"""The composition root of the server."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from server import auth, db, errors, headers, ids, keys, logs, rate_limits
from server.accounts import routes as accounts
from server.blobs import routes as blobs
from server.blobs.opening import open_store
from server.config import Config
from server.guides import routes as guides
from server.guides.policy import read_operator
from server.health import routes as health
from server.i18n import Catalogue
from server.packets import routes as packets
from server.pages import routes as pages
from server.reminders import routes as reminders
from server.sync import routes as sync
from server.timestamps import routes as timestamps
from server.timestamps.service import signer

ROOMS = (accounts, sync, blobs, reminders, timestamps, packets, pages, guides, health)


def create_app(config: Config, made: keys.Keys | None = None) -> Flask:
    """An app for one configuration; `made` spares loading the keys again."""
    logs.configure()
    loaded = made or keys.load(config)
    app = Flask("server", template_folder="../templates", static_folder=None)
    app.config.update(
        SECRET_KEY=loaded.secret_keys[0],
        SECRET_KEY_FALLBACKS=loaded.secret_keys[1:],
        PEPPER=loaded.pepper,
        VAPID_PUBLIC_KEYS=tuple(pair.public_key for pair in loaded.vapid),
        TIMESTAMPS=signer(config, loaded),
        INVITE_ONLY=config.invite_only,
        QUOTA_BYTES=config.quota_bytes,
        PUSH_ALLOWED_ORIGINS=config.push_allowed_origins,
        STATIC_DIR=config.static_dir,
        OPERATOR=read_operator(config.operator_file),
        PUBLIC_ORIGIN=config.public_origin,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.extensions |= {"holdfast_chunks": open_store(config), "holdfast_catalogue": Catalogue.load()}
    app.url_map.converters["id"] = ids.IdConverter
    if hops := config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    logs.install(app)
    headers.install(app, https=config.https)
    errors.install(app)
    rate_limits.install(app, config)
    db.install(app, config.database_url)
    auth.install(app, config)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    return app
