"""The parent's side: runs the child, waits so long, takes a PDF or the reason why there is none."""

import subprocess
import sys
from pathlib import Path

from server.typesetting.kind import Kind
from server.typesetting.limits import WALL_S
from server.typesetting.outcome import Refusal, Refused

_FOLDER = Path(__file__).resolve().parent


class Failed(Exception):
    """The child ended without a PDF and without a reason: its exit code."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def typeset(body: bytes, size: str, kind: Kind = Kind.PACKET) -> bytes:
    """The PDF of a record or a sheet; Refused with the reason, Failed when the child was ended or broke."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-B", str(_FOLDER / "child.py"), kind, size],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    ) as child:
        try:
            made, _ = child.communicate(body, timeout=WALL_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Refused(Refusal.TOO_LONG) from None
        finally:
            if child.poll() is None:
                child.kill()
    if child.returncode == 0 and made.startswith(b"%PDF-"):
        return made
    if child.returncode in list(Refusal):
        raise Refused(Refusal(child.returncode))
    if child.returncode < 0:  # a limit ended it, or a library that found no more memory
        raise Refused(Refusal.TOO_LONG)
    raise Failed(child.returncode)
