"""The settings: one frozen value, read from the environment once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_CONTACT = re.compile(r"mailto:[^@\s<>]+@[^@\s<>]+|https://[^\s<>]+", re.ASCII)
_SERVICE = re.compile(r"https?://[^\s<>@#]+", re.ASCII)
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[\w./-]*)?", re.ASCII)
_REDIS = re.compile(r"rediss?://[^\s/]+(?:/\d+)?", re.ASCII)
_HOST = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?", re.ASCII)
_RATE = r"\s*\d+\s*(?:/|per)\s*\d*\s*(?:second|minute|hour|day|month|year)s?\s*"
_RATES = re.compile(f"{_RATE}(?:[,;|]{_RATE})*", re.ASCII)
"""What `limits` reads; that library is loaded only where tries are counted."""
_OWN_PORTS = {"http": 80, "https": 443}
_ROOT = Path(__file__).resolve().parent.parent


class ConfigError(Exception):
    """A setting that cannot be used; names the variable, never its value."""


class _Reader:
    """Takes settings from an environment, `NAME_FILE` standing in for secrets."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def text(self, name: str, default: str = "") -> str:
        return self._env.get(name) or default

    def number(self, name: str, default: int, least: int = 0) -> int:
        try:
            value = int(self.text(name, str(default)))
        except ValueError:
            raise ConfigError(f"{name} must be a whole number") from None
        if value < least:
            raise ConfigError(f"{name} must be at least {least}")
        return value

    def switch(self, name: str) -> bool:
        value = self.text(name, "0")
        if value not in ("0", "1"):
            raise ConfigError(f"{name} must be 1 or 0")
        return value == "1"

    def port(self, name: str) -> int | None:
        if not self.text(name):
            return None
        value = self.number(name, 0, least=1)
        if value > 65535:
            raise ConfigError(f"{name} must be at most 65535")
        return value

    def seconds(self, name: str, default: float) -> float:
        try:
            value = float(self.text(name, str(default)))
        except ValueError:
            raise ConfigError(f"{name} must be a number of seconds") from None
        if not 0 < value <= 3600:
            raise ConfigError(f"{name} must be between 0 and 3600 seconds")
        return value

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value).absolute() if value else None

    def secret(self, name: str) -> str | None:
        place = self.text(f"{name}_FILE")
        if place and self.text(name):
            raise ConfigError(f"set {name} or {name}_FILE, not both")
        if not place:
            return self.text(name) or None
        try:
            value = Path(place).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ConfigError(f"the file named by {name}_FILE cannot be read") from None
        if not value:
            raise ConfigError(f"the file named by {name}_FILE is empty")
        return value

    def origin(self, name: str, default: str) -> str:
        return _origin(name, self.text(name, default))

    def origins(self, name: str) -> tuple[str, ...]:
        return tuple(_origin(name, part.strip()) for part in self.text(name).split(",") if part.strip())

    def address(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            return str(ip_address("127.0.0.1" if value == "localhost" else value))
        except ValueError:
            raise ConfigError(f"{name} must be an IP address such as 127.0.0.1 or 0.0.0.0") from None

    def address_of_service(self, name: str) -> str | None:
        value = self.text(name)
        if value and not _SERVICE.fullmatch(value):
            raise ConfigError(f"{name} must be an address such as https://tsa.example.org/tsr")
        return value or None

    def bucket(self, name: str) -> str | None:
        value = self.text(name)
        if value and not _BUCKET.fullmatch(value):
            raise ConfigError(f"{name} must be an address such as s3://bucket/prefix")
        return value or None

    def redis(self, name: str) -> str | None:
        value = self.secret(name)
        if value and not _REDIS.fullmatch(value):
            raise ConfigError(f"{name} must be an address such as redis://host:6379/0")
        return value

    def contact(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not _CONTACT.fullmatch(value):
            raise ConfigError(f"{name} must be an address such as mailto:you@example.org or https://example.org")
        return value

    def database(self, name: str, default: str) -> str:
        value = self.secret(name) or default
        try:
            make_url(value).get_dialect().import_dbapi()
        except (ArgumentError, ImportError):
            raise ConfigError(f"{name} must be a database address whose driver is installed") from None
        return value


def _origin(name: str, text: str) -> str:
    try:
        parts = urlsplit(text.rstrip("/").lower())
        port = parts.port
    except ValueError:
        raise ConfigError(f"{name} must be an origin such as https://example.org") from None
    if (
        parts.scheme not in _OWN_PORTS
        or not _HOST.fullmatch(parts.netloc)
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise ConfigError(f"{name} must be an origin such as https://example.org")
    own = _OWN_PORTS[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.removesuffix(f':{own}') if port == own else parts.netloc}"


def _setting(env: str) -> Mapping[str, str]:
    return {"env": env}


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting; `metadata["env"]` is the variable that sets it."""

    instance: Path = field(metadata=_setting("INSTANCE"))
    host: str = field(metadata=_setting("HOST"))
    port: int = field(metadata=_setting("PORT"))
    public_origin: str = field(metadata=_setting("PUBLIC_ORIGIN"))
    database_url: str = field(metadata=_setting("DATABASE_URL"), repr=False)
    tls_cert: Path | None = field(metadata=_setting("TLS_CERT"))
    tls_key: Path | None = field(metadata=_setting("TLS_KEY"))
    trusted_proxies: int = field(metadata=_setting("TRUSTED_PROXIES"))
    storage_url: str | None = field(metadata=_setting("STORAGE_URL"))
    s3_endpoint: str | None = field(metadata=_setting("S3_ENDPOINT"))
    s3_region: str = field(metadata=_setting("S3_REGION"))
    s3_access_key_id: str | None = field(metadata=_setting("S3_ACCESS_KEY_ID"), repr=False)
    s3_secret_access_key: str | None = field(metadata=_setting("S3_SECRET_ACCESS_KEY"), repr=False)
    invite_only: bool = field(metadata=_setting("INVITE_ONLY"))
    quota_bytes: int = field(metadata=_setting("QUOTA_BYTES"))
    auth_limit_per_address: str = field(metadata=_setting("AUTH_LIMIT_PER_ADDRESS"))
    auth_limit_per_name: str = field(metadata=_setting("AUTH_LIMIT_PER_NAME"))
    auth_limit_per_name_in_all: str = field(metadata=_setting("AUTH_LIMIT_PER_NAME_IN_ALL"))
    timestamp_limit_per_address: str = field(metadata=_setting("TIMESTAMP_LIMIT_PER_ADDRESS"))
    typesetting_limit_per_address: str = field(metadata=_setting("TYPESETTING_LIMIT_PER_ADDRESS"))
    limits_url: str | None = field(metadata=_setting("LIMITS_URL"), repr=False)
    tsa_url: str | None = field(metadata=_setting("TSA_URL"))
    tsa_chain: Path | None = field(metadata=_setting("TSA_CHAIN"))
    operator_file: Path | None = field(metadata=_setting("OPERATOR_FILE"))
    push_allowed_origins: tuple[str, ...] = field(metadata=_setting("PUSH_ALLOWED_ORIGINS"))
    push_contact: str = field(metadata=_setting("PUSH_CONTACT"))
    worker_poll_seconds: float = field(metadata=_setting("WORKER_POLL_SECONDS"))
    metrics_host: str = field(metadata=_setting("METRICS_HOST"))
    metrics_port: int | None = field(metadata=_setting("METRICS_PORT"))
    worker_metrics_port: int | None = field(metadata=_setting("WORKER_METRICS_PORT"))
    secret_key: str | None = field(metadata=_setting("SECRET_KEY"), repr=False)
    pepper: str | None = field(metadata=_setting("PEPPER"), repr=False)
    vapid_private_key: str | None = field(metadata=_setting("VAPID_PRIVATE_KEY"), repr=False)
    static_dir: Path = _ROOT / "static"

    @property
    def https(self) -> bool:
        """Whether people reach this server over HTTPS."""
        return self.public_origin.startswith("https://")

    def cookie_name(self, name: str) -> str:
        """A cookie's name, host-locked where the browser allows it."""
        return f"__Host-{name}" if self.https else name

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """The settings of an environment; ConfigError names the one that is wrong."""
        read = _Reader(env)
        instance = read.path("INSTANCE") or _ROOT / "instance"
        port = read.port("PORT") or 8000
        cert, key = read.path("TLS_CERT"), read.path("TLS_KEY")
        if (cert is None) != (key is None):
            raise ConfigError("TLS_CERT and TLS_KEY must be set together")
        tsa_url, tsa_chain = read.address_of_service("TSA_URL"), read.path("TSA_CHAIN")
        if (tsa_url is None) != (tsa_chain is None):
            raise ConfigError("TSA_URL and TSA_CHAIN must be set together")
        origin = read.origin("PUBLIC_ORIGIN", f"{'https' if cert else 'http'}://localhost:{port}")
        return cls(
            instance=instance,
            host=read.address("HOST", "127.0.0.1"),
            port=port,
            public_origin=origin,
            database_url=read.database("DATABASE_URL", f"sqlite:///{instance / 'holdfast.db'}"),
            tls_cert=cert,
            tls_key=key,
            trusted_proxies=read.number("TRUSTED_PROXIES", 0),
            storage_url=read.bucket("STORAGE_URL"),
            s3_endpoint=read.address_of_service("S3_ENDPOINT"),
            s3_region=read.text("S3_REGION", "us-east-1"),
            s3_access_key_id=read.secret("S3_ACCESS_KEY_ID"),
            s3_secret_access_key=read.secret("S3_SECRET_ACCESS_KEY"),
            invite_only=read.switch("INVITE_ONLY"),
            quota_bytes=read.number("QUOTA_BYTES", 5 * 1024**3, least=1),
            auth_limit_per_address=_limit(read.text, "AUTH_LIMIT_PER_ADDRESS", "60/minute;600/hour"),
            auth_limit_per_name=_limit(read.text, "AUTH_LIMIT_PER_NAME", "20/minute;100/hour"),
            auth_limit_per_name_in_all=_limit(read.text, "AUTH_LIMIT_PER_NAME_IN_ALL", "200/minute;1000/hour"),
            timestamp_limit_per_address=_limit(read.text, "TIMESTAMP_LIMIT_PER_ADDRESS", "60/minute;600/hour"),
            typesetting_limit_per_address=_limit(read.text, "TYPESETTING_LIMIT_PER_ADDRESS", "10/minute;60/hour"),
            limits_url=read.redis("LIMITS_URL"),
            tsa_url=tsa_url,
            tsa_chain=tsa_chain,
            operator_file=read.path("OPERATOR_FILE"),
            push_allowed_origins=read.origins("PUSH_ALLOWED_ORIGINS"),
            push_contact=read.contact(
                "PUSH_CONTACT", origin if origin.startswith("https") else "mailto:operator@localhost"
            ),
            worker_poll_seconds=read.seconds("WORKER_POLL_SECONDS", 1.0),
            metrics_host=read.address("METRICS_HOST", "127.0.0.1"),
            metrics_port=read.port("METRICS_PORT"),
            worker_metrics_port=read.port("WORKER_METRICS_PORT"),
            secret_key=read.secret("SECRET_KEY"),
            pepper=read.secret("PEPPER"),
            vapid_private_key=read.secret("VAPID_PRIVATE_KEY"),
        )


def _limit(text: Callable[[str, str], str], name: str, default: str) -> str:
    value = text(name, default)
    if not _RATES.fullmatch(value):
        raise ConfigError(f"{name} must be rates such as 60/minute;600/hour")
    return value
