"""A browser that is too old opens no vault: it gets the help numbers, the guides and the reason, in both languages."""

import pytest

from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.words import Words

LACKING = {
    "Web Locks": "delete Navigator.prototype.locks",
    "Ed25519": """
      const original = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
        if (algorithm.name === "Ed25519") return Promise.reject(new DOMException("unknown", "NotSupportedError"));
        return original.call(this, format, key, algorithm, ...rest);
      };
    """,
}


@pytest.mark.parametrize("feature", LACKING)
def test_help_and_the_reason_without_an_app(server: RunningServer, new_phone: PhoneMaker, feature: str) -> None:
    phone = new_phone("dana", server.origin)
    page = phone.start()
    page.add_init_script(LACKING[feature])
    page.goto(server.origin)
    page.get_by_role("main").wait_for()
    for words in (Words("en"), Words("fr")):
        page.get_by_text(words("pages.plain.too_old")).wait_for()
        page.get_by_role("link", name=words("pages.plain.guides")).wait_for()
        for contact in ("emergency", "crisis", "kids", "cybertip"):
            page.locator(f'a[href="tel:{words(f"help.{contact}.tel")}"]').first.wait_for()
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)") == []
