"""Chromium's own virtual authenticator, and what its PRF told the page."""

import base64

from playwright.sync_api import Page

from tests.e2e.chromium_screen import ChromiumScreen

AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NOTE_ANSWERS = """
  window.prfAnswers = [];
  const get = navigator.credentials?.get.bind(navigator.credentials);
  if (get !== undefined) navigator.credentials.get = async (options) => {
    const credential = await get(options);
    const answer = credential.getClientExtensionResults().prf?.results?.first;
    if (answer !== undefined) window.prfAnswers.push([...new Uint8Array(answer)]);
    return credential;
  };
"""


class VirtualPasskeys:
    """The authenticator of one page; it outlives what the page stores."""

    def __init__(self, page: Page, *, prf: bool = True) -> None:
        self._page = page
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("WebAuthn.enable")
        options = AUTHENTICATOR | {"hasPrf": prf}
        self._id = self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        page.add_init_script(NOTE_ANSWERS)
        page.reload()

    def count(self) -> int:
        """How many credentials it holds."""
        return len(self._devtools.send("WebAuthn.getCredentials", {"authenticatorId": self._id})["credentials"])

    def answers(self) -> list[bytes]:
        """What the PRF answered since the page was loaded."""
        found: list[list[int]] = self._page.evaluate("window.prfAnswers")
        return [bytes(answer) for answer in found]

    def new_phone(self, origin: str) -> None:
        """Empties the browser: another phone, to which the passkeys were copied."""
        self._page.goto("about:blank")
        self._devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self._page.goto(origin)


def add(screen: ChromiumScreen, name: str) -> None:
    screen.go("account/passkeys")
    screen.title("passkeys.title")
    screen.fill("passkeys.name", name)
    screen.tap("passkeys.add")


def spellings(secret: bytes) -> list[bytes]:
    """A secret as bytes, in base64 and in hex: whichever way it might travel."""
    plain = base64.b64encode(secret).rstrip(b"=")
    return [secret, plain, plain.replace(b"+", b"-").replace(b"/", b"_"), secret.hex().encode()]
