"""The web server's side of the app: bodies come in off the app's threads, answers leave off them."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ParamSpec, Protocol, TypeVar

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from server import auth, headers, logs, rate_limits
from server.arrivals import Arrival, Broken, Busy, Full, Oversized, Room, Slow, Turn
from server.bodies import JSON_MAX_BYTES, TAKEN_IN, Json, Octets
from server.config import Config
from server.errors import problem

_THREADS = 4
_AT_ONCE_S = 0.5
_RETRY_AFTER_S = 10
_UNHEEDED = ("HTTP_RANGE", "HTTP_IF_RANGE")
"""Files leave whole: an answer that promised a part would be a lie."""
_MIB = 1024 * 1024
P = ParamSpec("P")
R = TypeVar("R")
Environ = dict[str, Any]
Fields = list[tuple[str, str]]


class Scope(Protocol):
    """A request's head, as granian gives it."""

    proto: str
    http_version: str
    client: str
    server: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> Any: ...  # noqa: D102


class Exchange(Protocol):
    """A request's body with the way back, as granian gives them."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_bytes(self, status: int, headers: Fields, body: bytes) -> None: ...  # noqa: D102
    def response_file(self, status: int, headers: Fields, file: str) -> None: ...  # noqa: D102


@dataclass
class _Answer:
    status: int = 500
    fields: Fields = field(default_factory=list)
    body: bytes = b""
    file: str | None = None


class Front:
    """One web process: an event loop that waits for the network, a few threads that run the app."""

    def __init__(self, app: Flask, config: Config) -> None:
        app.config["USE_X_SENDFILE"] = True
        self._app, self._https = app, config.https
        self._hops = config.trusted_proxies
        self._pool = ThreadPoolExecutor(_THREADS, "app")
        self._alone = ThreadPoolExecutor(1, "alone")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Before the first request."""
        loop.set_exception_handler(logs.loop_failure)
        self._turn = Turn()
        self._strangers = Room(in_all=8 * _MIB, each=_MIB)
        # Apart: whoever sends a large record slowly keeps nobody from signing in.
        self._typesetting = Room(in_all=16 * _MIB, each=4 * _MIB)
        self._signed_in = Room(in_all=24 * _MIB, each=8 * _MIB + 2 * JSON_MAX_BYTES)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """After the last request."""
        self._pool.shutdown()
        self._alone.shutdown()

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """One request."""
        if scope.proto != "http":
            return
        environ = _environ(scope)
        try:
            answer = await self._answer(environ, exchange)
        except Slow:
            answer = self._refusal(408, "timeout", "The request's body came too slowly.")
        except Oversized:
            answer = self._refusal(413, "too_large", "The request is larger than this call takes.")
        except Broken:
            answer = self._refusal(400, "bad_request", "The request's body ended before its length.")
        except Full:
            answer = self._refusal(503, "unavailable", "Too many requests are on their way in. Try again.")
        except Busy:
            answer = self._refusal(503, "busy", "Others are being served before you. Try again in a minute.")
        if answer.file is not None and environ["REQUEST_METHOD"] != "HEAD":
            exchange.response_file(answer.status, answer.fields, answer.file)
        else:
            exchange.response_bytes(answer.status, answer.fields, answer.body)

    async def _answer(self, environ: Environ, exchange: Exchange) -> _Answer:
        rule = self._declared(environ)
        limit = rule.body.max_bytes if rule and isinstance(rule.body, Json | Octets) else 0
        run = self._run_alone if rule and rule.alone else self._run_beside
        declared = int(environ["CONTENT_LENGTH"]) if environ["CONTENT_LENGTH"].isdigit() else None
        if not limit:
            return await run(environ, b"")
        if declared == 0 or (declared or 0) > limit or (declared is None and not _is_chunked(environ)):
            return await self._run_beside(environ, b"")
        arrival = Arrival(exchange.__aiter__(), declared, limit)
        if (declared or limit) <= JSON_MAX_BYTES and (body := await arrival.at_once(_AT_ONCE_S)) is not None:
            return await run(environ, body)
        room, address = await self._in_thread(self._room, environ)
        if room is None:
            return await self._run_beside(environ, b"")
        if rule is not None and rule.alone:
            room = self._typesetting
        async with room.take(address, max(declared or limit, JSON_MAX_BYTES)):
            return await run(environ, await arrival.at_a_phones_pace())

    async def _run_beside(self, environ: Environ, body: bytes) -> _Answer:
        return await self._in_thread(self._run, environ, body)

    async def _run_alone(self, environ: Environ, body: bytes) -> _Answer:
        """In a thread of its own, so that those who wait for it hold up nobody else."""
        async with self._turn.take():
            return await asyncio.get_running_loop().run_in_executor(self._alone, self._run, environ, body)

    async def _in_thread(self, call: Callable[P, R], *args: P.args, **_none: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call, *args)

    def _declared(self, environ: Environ) -> auth.Access | None:
        try:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            endpoint, _ = self._app.url_map.bind("localhost").match(path, environ["REQUEST_METHOD"])
        except HTTPException:
            return None
        return auth.declared(self._app, endpoint)

    def _room(self, environ: Environ) -> tuple[Room | None, str]:
        """Where a slow body waits; nowhere if the app will refuse its caller by the head alone."""
        seen = dict(environ)
        if self._hops:
            ProxyFix(lambda *_: [], x_for=self._hops, x_proto=self._hops, x_host=0)(seen, lambda *_: None)  # type: ignore[arg-type]
        address = rate_limits.network_of(seen["REMOTE_ADDR"])
        with self._app.request_context(seen | {"wsgi.input": io.BytesIO()}) as context:
            endpoint = context.request.endpoint or ""
            if auth.caller() is not None:
                return self._signed_in, address
            return (self._strangers if auth.declared(self._app, endpoint).who == "anyone" else None), address

    def _run(self, environ: Environ, body: bytes) -> _Answer:
        answer = _Answer()

        def start(status: str, fields: Fields, _exc_info: object = None) -> Any:
            answer.status = int(status.split(" ", 1)[0])
            answer.fields = [(name, value) for name, value in fields if name != "X-Sendfile"]
            answer.file = dict(fields).get("X-Sendfile")

        if body:
            environ["CONTENT_LENGTH"] = str(len(body))
            environ.pop("HTTP_TRANSFER_ENCODING", None)
            environ[TAKEN_IN] = body
        environ["wsgi.input"] = io.BytesIO(body)
        pieces = self._app.wsgi_app(environ, start)
        try:
            answer.body = b"".join(pieces)
        finally:
            if close := getattr(pieces, "close", None):
                close()
        return answer

    def _refusal(self, status: int, code: str, detail: str) -> _Answer:
        logs.event("body_refused", status=status)
        made = problem(status, code, detail)
        fields = [("Content-Type", "application/problem+json"), *headers.always(https=self._https).items()]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            fields.append(("Retry-After", str(_RETRY_AFTER_S)))
        return _Answer(status, fields, made.get_data())


def _is_chunked(environ: Environ) -> bool:
    return "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()


def _environ(scope: Scope) -> Environ:
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "CONTENT_LENGTH": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        if key in _UNHEEDED:
            continue
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if environ.get(key) else value
    return environ
