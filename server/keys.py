"""The server's own keys, made at first start, readable by their owner only."""

import os
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import p256
from server.config import Config, ConfigError
from server.disk import flush

_PEM = re.compile(rb"-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", re.DOTALL)


@dataclass(frozen=True)
class Vapid:
    """A key pair that identifies this server to push services; `public_key` is its point in base64url."""

    private_pem: bytes = field(repr=False)
    public_pem: bytes
    public_key: str


@dataclass(frozen=True)
class Keys:
    """What signs cookies, what peppers auth keys, what signs pushes, what signs timestamps."""

    secret_keys: tuple[bytes, ...] = field(repr=False)
    """The one that signs now, then those of before, accepted until they are removed."""
    pepper: bytes = field(repr=False)
    vapid: tuple[Vapid, ...]
    """The one phones subscribe under now, then those of before, the oldest last."""
    tsa_key_pem: bytes = field(repr=False)
    tsa_chain_pem: bytes


def _made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file's bytes; the first process to come writes them whole."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        for folder in (path.parent, path.parent.parent):
            flush(folder)
    return path.read_bytes()


def _random() -> bytes:
    return secrets.token_hex(32).encode()


def _vapid(pems: bytes) -> tuple[Vapid, ...]:
    found = tuple(_pair(pem) for pem in _PEM.findall(pems))
    if not found:
        raise ConfigError("VAPID_PRIVATE_KEY must be a P-256 private key in PEM")
    return found


def _pair(pem: bytes) -> Vapid:
    try:
        private = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError("VAPID_PRIVATE_KEY must be a P-256 private key in PEM") from None
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise ConfigError("VAPID_PRIVATE_KEY must be a P-256 private key in PEM")
    public = private.public_key()
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    public_pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Vapid(pem, public_pem, urlsafe_b64encode(point).rstrip(b"=").decode())


def _lines(kept: bytes) -> tuple[bytes, ...]:
    found = tuple(line.strip() for line in kept.splitlines() if line.strip())
    if not found:
        raise ConfigError("SECRET_KEY holds no key; put it back from a backup")
    return found


def _tsa_chain(key_pem: bytes, host: str) -> bytes:
    from server import tsa_keys  # noqa: PLC0415  its X.509 is needed at the first start only

    return tsa_keys.chain_pem(key_pem, host)


def load(config: Config) -> Keys:
    """The keys of the settings, or of the instance folder."""
    folder = config.instance / "keys"

    def key(value: str | None, name: str, make: Callable[[], bytes]) -> bytes:
        try:
            found = value.encode() if value else _made_once(folder / name, make)
        except OSError:
            raise ConfigError(f"INSTANCE: keys/{name} can be neither read nor made there") from None
        if not found:
            raise ConfigError(f"INSTANCE: keys/{name} is empty; put it back from a backup")
        return found

    pems = key(config.vapid_private_key, "vapid_private_key.pem", p256.private_key_pem)
    tsa_key = key(None, "tsa_private_key.pem", p256.private_key_pem)
    host = urlsplit(config.public_origin).hostname or ""
    return Keys(
        secret_keys=_lines(key(config.secret_key, "secret_key", _random)),
        pepper=key(config.pepper, "pepper", _random),
        vapid=_vapid(pems),
        tsa_key_pem=tsa_key,
        tsa_chain_pem=key(None, "tsa_chain.pem", lambda: _tsa_chain(tsa_key, host)),
    )
