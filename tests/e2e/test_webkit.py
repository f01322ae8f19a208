"""One pass in WebKit: proof through the picker, the Record, an account, a restart; with the storage API and without."""

import os
from pathlib import Path

import pytest

from tests.e2e import account_screens, odd_files
from tests.e2e.conftest import ServerMaker
from tests.e2e.webkit import STORAGE_FEATURES, WebKit
from tests.e2e.words import Words

LOGIN, PASSPHRASE = "dana.webkit", "three herons on one pier"
OPFS = "navigator.storage?.getDirectory?.().then(() => true, () => false) ?? Promise.resolve(false)"
CODE_GROUPS = "[[...document.querySelectorAll('.code-groups li')].map((e) => e.innerText)].find((e) => e.length)"
WORKER = b"GET /static/app/worker-crypto"
POLICIES = """(async () => {
    const found = [];
    for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) {
            if (!url.includes('worker-crypto')) continue;
            found.push((await caches.match(url)).headers.get('content-security-policy'));
        }
    }
    return found;
})()"""


def saved(browser: WebKit, file: Path, label: str) -> None:
    browser.go("capture")
    browser.choose("capture.choose", file)
    browser.press("capture.gate_no")
    browser.says("capture.saved_title", n=1)
    browser.reads(label)
    browser.press("ui.done")


@pytest.mark.parametrize(("language", "features"), [("en", STORAGE_FEATURES), ("fr", "")], ids=["files", "database"])
def test_proof_is_saved_shown_backed_up_and_locked_in_webkit(
    language: str, features: str, new_server: ServerMaker, tmp_path: Path
) -> None:
    chat, film = tmp_path / "chat.png", tmp_path / "film.bin"
    chat.write_bytes(odd_files.small_png(9))
    film.write_bytes(os.urandom(12 << 20))
    words = Words(language)
    server, recording = new_server()
    with WebKit(tmp_path / "webkit", words, features) as browser:
        browser.open(server.origin)
        browser.says("first_run.danger_title")
        assert browser.settled(OPFS) is bool(features)
        browser.press("first_run.child")
        browser.press("first_run.look_around")
        browser.says("today.empty_title")
        saved(browser, chat, "A-001")
        saved(browser, film, "A-002")
        browser.go("record")
        browser.reads("A-002")
        browser.tap("A-001")
        browser.press("record.show_picture")
        browser.until("[...document.querySelectorAll('main img')].some((e) => e.complete && e.naturalWidth === 40)")

        browser.until("navigator.serviceWorker.controller !== null")
        browser.open(f"{server.origin}/#/account/new")
        browser.fill("accounts.login", LOGIN)
        browser.fill("accounts.passphrase", PASSPHRASE)
        browser.fill("accounts.passphrase_again", PASSPHRASE)
        browser.press("accounts.make")
        code = "-".join(browser.until(CODE_GROUPS))
        account_screens.MADE.append(account_screens.Made(server.origin, LOGIN, PASSPHRASE, code))
        browser.press("accounts.code_kept")
        # Argon2id ran in the crypto worker, whose script came from the cache with its own policy.
        assert ["wasm-unsafe-eval" in policy for policy in browser.settled(POLICIES)] == [True]
    asked_for = recording.everything().count(WORKER)
    assert asked_for
    with WebKit(tmp_path / "webkit", words, features) as browser:
        browser.open(server.origin)
        browser.says("accounts.locked_title")
        browser.fill("accounts.unlock_label", PASSPHRASE)
        browser.press("accounts.unlock")
        browser.go("record")
        browser.reads("A-002")
    # The passphrase was stretched in a worker that nobody asked the server for.
    assert recording.everything().count(WORKER) == asked_for
