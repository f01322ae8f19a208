"""From the browser to the installed app by one encrypted file, without an account; other programs open it too."""

import io
import json
import zipfile
from pathlib import Path

import pyrage
import pytest

from tests.e2e import screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.evening import LABELS, Evening, everything_is_there, save_everything
from tests.e2e.running_server import RunningServer

PASSPHRASE = "seven dull green lamps"


def opened(path: Path) -> zipfile.ZipFile:
    """The file as any age program and any unzip see it."""
    sealed = path.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    return zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(sealed, PASSPHRASE)))


@pytest.mark.parametrize("language", ["en"])
def test_all_of_it_moves_in_one_encrypted_file_that_others_can_open(
    server: RunningServer, new_phone: PhoneMaker, language: str, tmp_path: Path
) -> None:
    evening = Evening()
    old = new_phone("dana", server.origin, language)
    screen = old.open()
    screens.first_run(screen)
    old.controlled()
    old.context.set_offline(True)
    save_everything(screen, evening)

    screen.go("exports")
    copy = screens.save_copy(screen, PASSPHRASE, tmp_path)
    assert copy.name.endswith(".zip.age")

    with opened(copy) as read:
        assert read.testzip() is None
        manifest = json.loads(read.read("holdfast/manifest.json"))
        assert json.loads(read.read("holdfast/end.json")) == {"left_out": []}
        (case,) = manifest["cases"]
        by_label = {Path(one["path"]).stem: read.read(one["path"]) for one in case["pictures"]}
        assert by_label == {label: one["buffer"] for label, one in zip(LABELS, evening.pictures, strict=True)}
        (paper,) = [name for name in read.namelist() if name.endswith("/" + screen.words("exports.record_file"))]
        record = read.read(paper).decode()
        assert all(text in record for text in (evening.note, evening.call.name, evening.call.file_number, evening.ask))

    second = new_phone("dana-installed", server.origin, language).open()
    screens.first_run(second)
    second.go("exports/read")
    second.title("exports.read_title")
    second.pick("exports.choose", [copy])
    second.fill("exports.passphrase", "not the passphrase")
    second.tap("exports.read")
    second.says("exports.import_failed.passphrase")
    second.fill("exports.passphrase", PASSPHRASE)
    second.tap("exports.read")
    second.title_within(60_000, "exports.arrived_title")
    everything_is_there(second, evening)
    everything_is_there(screen, evening)
