"""A browserless visitor over one real connection, cookies and CSRF token included."""

import json
import time
from http.client import HTTPConnection, HTTPSConnection
from ssl import SSLContext
from urllib.parse import urlsplit

from tests.reference.account import Account, Device, b64, unb64

RECONNECT_S = 5
JSON, OCTETS = "application/json", "application/octet-stream"


class Visitor:
    """One connection to a server that `trust` vouches for; `status` is what its last call was answered."""

    def __init__(self, origin: str, trust: SSLContext | None = None) -> None:
        place = urlsplit(origin).netloc
        self._connection = HTTPSConnection(place, context=trust) if trust else HTTPConnection(place)
        self._page = f"{origin}/"
        self._cookies: dict[str, str] = {}
        self._csrf = ""
        self._used_s = time.monotonic()
        self.status = 0
        self._csrf = str(self.get("/v1/hello")["csrf"])

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()

    def request(self, method: str, path: str, body: bytes | None = None, kind: str = JSON) -> bytes:
        """The answer's bytes."""
        if time.monotonic() - self._used_s > RECONNECT_S:
            self._connection.close()  # the server ends idle ones; the next request opens another
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Content-Type": kind, "X-CSRFToken": self._csrf, "Cookie": cookies, "Referer": self._page}
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        self.status, answer = response.status, response.read()
        self._used_s = time.monotonic()
        return answer

    def get(self, path: str) -> dict[str, object]:
        decoded: dict[str, object] = json.loads(self.request("GET", path))
        return decoded

    def post(self, path: str, body: object) -> dict[str, object]:
        decoded: dict[str, object] = json.loads(self.request("POST", path, json.dumps(body).encode()) or b"{}")
        return decoded

    def expect(self, status: int) -> None:
        """RuntimeError unless the last call was answered so."""
        if self.status != status:
            raise RuntimeError(f"expected {status}, the server answered {self.status}")

    def register(self, account: Account, login: str, passphrase: str) -> dict[str, object]:
        """Signs up; the registration that was sent."""
        sent = account.registration(login, passphrase, memory_kib=32768)
        self.post("/v1/auth/register", sent)
        self.expect(201)
        return sent

    def sign_in(self, login: str, registration: dict[str, object], device: Device | None) -> None:
        """Signs in with the passphrase of a registration, on a device of the account if one is given."""
        pw = registration["pw"]
        if not isinstance(pw, dict):
            raise TypeError("a registration carries its passphrase slot")
        device_id = None if device is None else device.device_id.hex()
        self.post("/v1/auth/login", {"login": login, "auth": pw["auth"], "device_id": device_id})
        self.expect(200)

    def admit(self, account: Account, device: Device) -> None:
        """Adds a device to the identity log; the session is then tied to it."""
        entries = self.get("/v1/identity")["entries"]
        if not isinstance(entries, list):
            raise TypeError("an identity log is a list")
        log = [unb64(entry) for entry in entries]
        letter = sum(entry[5] == 2 for entry in log) + 1
        self.post("/v1/identity", {"entry": b64(account.admit(log[-1], len(log) + 1, device, letter))})
        self.expect(201)
