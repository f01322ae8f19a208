"""The web server with the worker beside it; both end together."""

import errno
import logging
import os
import socket
import ssl
import subprocess
import sys
import threading

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from server import logs
from server.config import Config, ConfigError

_RESTART_S = 2.0
_DRAIN_S = 20.0
_CONNECTIONS = 1024
_HEADERS_MS = 15_000
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"holdfast": {"()": "server.logs.Formatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "holdfast", "stream": "ext://sys.stdout"}},
    "loggers": {"_granian": {"handlers": ["stdout"], "level": "WARNING", "propagate": False}},
}


class WorkerChild:
    """The worker as a child process: started again if it fails, ended with its parent."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server.cli", "worker", "--parent", str(os.getpid())]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.wait(_RESTART_S):
                return
            logs.event("worker_restarted")
            self._process = self._start()

    def stop(self) -> None:
        """Lets the round at hand finish, then makes sure."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(_DRAIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()


def check(config: Config) -> None:
    """ConfigError when nobody can be served with these settings."""
    if config.tls_cert and config.tls_key:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
                config.tls_cert, config.tls_key, password=""
            )
        except OSError:
            raise ConfigError("TLS_CERT and TLS_KEY must be PEM files: a certificate chain with its open key") from None
    _check_free("HOST and PORT", config.host, config.port)
    if config.metrics_port:
        _check_free("METRICS_HOST and METRICS_PORT", config.metrics_host, config.metrics_port)


def _check_free(names: str, host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0, "refused")
            raise ConfigError(f"{names}: cannot listen there ({reason})") from None


def serve(config: Config, *, with_worker: bool) -> None:
    """Serves until SIGINT or SIGTERM."""
    logs.configure()
    logging.getLogger("_granian").setLevel(logging.WARNING)
    server = Granian(
        "server.web:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.RSGI,
        factory=True,
        workers=1,
        backpressure=_CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_MS, max_buffer_size=64 * 1024),
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        ssl_cert=config.tls_cert,
        ssl_key=config.tls_key,
        workers_kill_timeout=10,
    )
    child = WorkerChild() if with_worker else None
    try:
        server.serve()
    finally:
        if child:
            child.stop()
