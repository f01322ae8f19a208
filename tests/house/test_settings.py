"""Every setting of the server is in the README's table, and the table names nothing else."""

import dataclasses
import re

from server.config import Config
from tests.house.tree import ROOT

ROW = re.compile(r"^\| ((?:`[A-Z0-9_]+`(?:, )?)+) \|", re.MULTILINE)


def test_the_readme_lists_every_setting_and_no_other() -> None:
    rows = ROW.findall((ROOT / "README.md").read_text("utf-8"))
    listed = [name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row)]
    settings = [field.metadata["env"] for field in dataclasses.fields(Config) if "env" in field.metadata]
    assert sorted(listed) == sorted(settings)
