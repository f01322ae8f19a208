"""What is listed as shipped is what the locks install."""

import json
import re

from scripts import sbom
from tests.house.tree import ROOT


def test_every_package_of_the_lock_is_listed_with_its_hashes() -> None:
    lock = (ROOT / "requirements" / "app.lock").read_text("utf-8")
    listed = sbom.server()["components"]
    assert sorted(f"{each['name']}=={each['version']}" for each in listed) == sorted(
        re.sub(r"\[.*?\]", "", pin) for pin in re.findall(r"^[A-Za-z0-9][^ ;\\]*==[^ ;\\]+", lock, re.MULTILINE)
    )
    assert sum(len(each["hashes"]) for each in listed) == lock.count("--hash=sha256:")


def test_what_is_built_into_the_app_is_listed_and_its_tools_are_not() -> None:
    package = json.loads((ROOT / "pwa" / "package.json").read_text("utf-8"))
    listed = {
        each["purl"].rpartition("@")[0].replace("%40", "@").removeprefix("pkg:npm/")
        for each in sbom.phone()["components"]
    }
    assert package["dependencies"].keys() <= listed
    assert not listed & {"eslint", "typescript", "esbuild"}
