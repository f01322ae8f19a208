"""Writes build/sbom/: what is shipped, as CycloneDX, read from the lock files alone: no network, the same each time."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL

from server.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "sbom"
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^ ;\\]+)((?:.*\n)(?:    --hash=.*\n?)*)", re.MULTILINE)
_OF_THE_MOMENT = ("serialNumber", "timestamp")


def server_packages(lock: str) -> list[Component]:
    """Each package of a lock file made by pip-compile, with the hashes of all its files."""
    return [
        Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}@{version}",
            purl=PackageURL("pypi", name=name.lower(), version=version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in re.findall(r"sha256:(\w{64})", rest)],
        )
        for name, version, rest in _PINNED.findall(lock)
    ]


def server() -> dict[str, Any]:
    """What the web process and the worker run."""
    packages = server_packages((ROOT / "requirements" / "app.lock").read_text("utf-8"))
    app = Component(name="holdfast", version=VERSION, type=ComponentType.APPLICATION, bom_ref=f"holdfast@{VERSION}")
    bom = Bom(components=packages)
    bom.metadata.component = app
    asked_for = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    direct = {re.split(r"[^A-Za-z0-9_.-]", each, maxsplit=1)[0].lower() for each in asked_for}
    bom.register_dependency(app, [each for each in packages if each.name in direct])
    made: dict[str, Any] = json.loads(JsonV1Dot5(bom).output_as_string())
    return made


def phone() -> dict[str, Any]:
    """What is built into the phone's app."""
    command = ["npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"]
    ran = subprocess.run(command, cwd=ROOT / "pwa", capture_output=True, text=True, check=True)
    made: dict[str, Any] = json.loads(ran.stdout)
    return made


def without_the_moment(bom: dict[str, Any]) -> dict[str, Any]:
    """Two of one commit are the same bytes."""
    metadata = {key: value for key, value in bom["metadata"].items() if key not in _OF_THE_MOMENT}
    return {key: value for key, value in bom.items() if key not in _OF_THE_MOMENT} | {"metadata": metadata}


def main() -> int:
    """Writes both; says how many packages each names."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, bom in (("server", server()), ("phone", phone())):
        text = json.dumps(without_the_moment(bom), indent=2, sort_keys=True)
        (OUT / f"{name}.cdx.json").write_text(f"{text}\n", "utf-8")
        print(f"build/sbom/{name}.cdx.json: {len(bom['components'])} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
