"""The child process: one body in by stdin, one PDF out by stdout, and nothing else in or out.

Started by path and isolated (`python -I`), so that it has none of the environment around it.
"""

import gc
import os
import resource
import signal
import sys
import tempfile
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from server.typesetting.kind import Kind
from server.typesetting.limits import CPU_S, MEMORY_BYTES
from server.typesetting.outcome import Refusal, Refused


def confine() -> None:
    """No byte into any file, no core dump, so much memory, so much time, behind everybody else."""
    limits = {
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_S,
        resource.RLIMIT_NOFILE: 128,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))
    tempfile.tempdir = "/dev/null"  # nothing even looks for a place for temporary files
    os.nice(10)
    gc.disable()


def main() -> int:
    """The exit code: 0 with the PDF on stdout, or a Refusal."""
    confine()
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    from server.typesetting.printing import pdf  # noqa: PLC0415

    kind, size = sys.argv[1:]
    paper = import_module(f"server.typesetting.{Kind(kind)}.paper").paper
    body = sys.stdin.buffer.read()
    try:
        made = pdf(paper(body, size))
    except Refused as refused:
        return refused.refusal
    except FatalURLFetchingError:
        return Refusal.FOREIGN
    except MemoryError:
        return Refusal.TOO_LONG
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os._exit(main())
