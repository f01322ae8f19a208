"""The server with a wrong setting ends at once, in one line that names it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "kelp-canary-7319"


def serve(tmp_path: Path, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {"INSTANCE": str(tmp_path / "instance"), "PORT": "8211", "PATH": "/usr/bin:/bin"} | settings
    command = [str(Path(sys.executable).with_name("holdfast")), "serve"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"VAPID_PRIVATE_KEY": SECRET}, "VAPID_PRIVATE_KEY"),
        ({"DATABASE_URL": SECRET}, "DATABASE_URL"),
        ({"DATABASE_URL": f"sqlite:////proc/{SECRET}/x.db"}, "DATABASE_URL"),
        ({"INSTANCE": f"/proc/{SECRET}"}, "INSTANCE"),
        ({"TLS_CERT": f"/{SECRET}", "TLS_KEY": f"/{SECRET}"}, "TLS_CERT"),
        ({"TLS_CERT": "/etc/hostname", "TLS_KEY": "/etc/hostname"}, "TLS_CERT"),
        ({"HOST": SECRET}, "HOST"),
        ({"HOST": "203.0.113.1"}, "HOST"),
        ({"PUSH_CONTACT": SECRET}, "PUSH_CONTACT"),
        ({"PUSH_ALLOWED_ORIGINS": SECRET}, "PUSH_ALLOWED_ORIGINS"),
    ],
)
def test_a_wrong_setting_ends_in_one_line(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    ended = serve(tmp_path, settings)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith("Error: ")
    assert named in line
    assert SECRET not in ended.stdout + ended.stderr


def test_an_empty_secret_file_makes_no_new_key(tmp_path: Path) -> None:
    (empty := tmp_path / "pepper").touch()
    ended = serve(tmp_path, {"PEPPER_FILE": str(empty)})
    assert (ended.returncode, ended.stderr) == (1, "Error: the file named by PEPPER_FILE is empty\n")
    assert not (tmp_path / "instance").exists()


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = serve(tmp_path, {"PORT": str(taken.getsockname()[1])})
    assert (ended.returncode, ended.stderr) == (1, "Error: HOST and PORT: cannot listen there (EADDRINUSE)\n")
