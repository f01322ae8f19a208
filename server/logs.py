"""JSON log lines with fixed fields; no body, token, address, login name or raw path can reach one."""

import asyncio
import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

from server import ids

_LOGGER = logging.getLogger("holdfast")
Observer = Callable[[str, str, Mapping[str, object]], None]
_observers: list[Observer] = []
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


class Formatter(logging.Formatter):
    """Writes only the fields put there by this module; another library's message is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == _LOGGER.name:
            line["event"] = record.msg
            line.update(getattr(record, "fields", {}))
        else:
            line["event"] = "library"
            line["library"] = record.name
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = _frames(record.exc_info[2])
        return json.dumps(line)


def _frames(trace: TracebackType | None) -> list[str]:
    found = ((frame.f_code, line) for frame, line in traceback.walk_tb(trace))
    return [f"{'/'.join(code.co_filename.split('/')[-2:])}:{line} {code.co_name}" for code, line in found]


def configure() -> None:
    """Sends every logger's lines to stdout in this form."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Formatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread
    _LOGGER.setLevel(logging.INFO)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _LOGGER.critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def loop_failure(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        failure("loop", error)
    else:
        event("loop")


def observe(observer: Observer) -> None:
    """Gives each line's level, event and fields to somebody who counts."""
    _observers.append(observer)


def _write(level: int, name: str, fields: Mapping[str, object], error: BaseException | None = None) -> None:
    cause = (type(error), error, error.__traceback__) if error else None
    _LOGGER.log(level, name, exc_info=cause, extra={"fields": fields})
    for observer in _observers:
        observer(logging.getLevelName(level).lower(), name, fields)


def event(name: str, **counts: int) -> None:
    """An occurrence with numbers only."""
    _write(logging.INFO, name, counts)


def alarm(name: str, **counts: int) -> None:
    """An occurrence that the operator must act on, with numbers only."""
    _write(logging.ERROR, name, counts)


def failure(name: str, error: BaseException, request_id: str | None = None) -> None:
    """An exception's type with its frames; never its message, which may quote a value."""
    _write(logging.ERROR, name, {"request_id": request_id} if request_id else {}, error)


def _begin() -> None:
    g.request_id = ids.new()
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    fields = {
        "method": request.method if request.method in _METHODS else "other",
        "route": request.url_rule.rule if request.url_rule else "none",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        "request_id": g.get("request_id", ""),
    }
    _write(logging.INFO, "request", fields)
    return response


def install(app: Flask) -> None:
    """Logs one line for each request."""
    app.before_request(_begin)
    app.after_request(_end)
