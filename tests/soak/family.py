"""Families that live on a server in trouble: whatever it acknowledged is written down, and asked for at the end."""

import json
import os
import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from typing import TypeVar

from tests.bench.blobs import upload
from tests.bench.visitor import Visitor
from tests.bench.writer import Writer, records_of
from tests.phone import unframed
from tests.reference import blob
from tests.reference.account import Account, Device
from tests.reference.webpush import Subscription
from tests.soak.city import Household

PATIENCE_S, TIMEOUT_S = 300, 60
PASSPHRASE = "harbour lantern quiet kelp"
PICTURE_BYTES = 300_000
_numbers = count()
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """How a request ended; status 0 when nothing came back."""

    began: float
    ended: float
    status: int
    call: str


class NotedVisitor(Visitor):
    """A visitor whose every request is noted, however it ends."""

    def __init__(self, home: Household, noted: list[Answer]) -> None:
        self._noted = noted
        super().__init__(home.origin, home.trust)

    def request(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
        began, status = time.monotonic(), 0
        self._connection.timeout = TIMEOUT_S
        try:
            answer = super().request(method, path, body, kind)
            status = self.status
        except (OSError, HTTPException):
            self._connection.close()
            raise
        finally:
            self._noted.append(Answer(began, time.monotonic(), status, f"{method} {path[:12]}"))
        return answer


def patiently(act: Callable[[], T]) -> T:
    """As the app does: what was not answered well goes again, the very bytes."""
    deadline, pause = time.monotonic() + PATIENCE_S, 0.2
    while True:
        try:
            return act()
        except (OSError, HTTPException, RuntimeError, ValueError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError("a request was never answered well") from error
        time.sleep(pause)
        pause = min(2.0, pause * 1.5)


@dataclass
class Family:
    """One account on one phone, with all that the server said it had taken."""

    home: Household
    noted: list[Answer]
    chance: random.Random
    account: Account = field(default_factory=Account)
    ops: list[bytes] = field(default_factory=list)
    pictures: list[blob.Blob] = field(default_factory=list)
    reminders: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.login = f"family.{next(_numbers)}"
        self.registration = self.account.registration(self.login, PASSPHRASE, 32 * 1024)
        self.visitor = self.arrive()
        patiently(self._sign_up)
        self.writer = Writer(self.account, self.account.device)
        patiently(self._start)
        self.subscription = Subscription(f"{self.home.pushes.origin}/wpush/{self.login}")
        patiently(lambda: self._post("/v1/push", self.subscription.body()))

    def arrive(self) -> NotedVisitor:
        return patiently(lambda: NotedVisitor(self.home, self.noted))

    def _sign_up(self) -> None:
        self.visitor.post("/v1/auth/register", self.registration)
        if self.visitor.status == 409:  # its answer was lost
            self.visitor.sign_in(self.login, self.registration, self.account.device)
            return
        self.visitor.expect(201)

    def _post(self, path: str, body: object) -> None:
        self.visitor.post(path, body)
        if self.visitor.status not in (200, 201):
            self.visitor.expect(200)

    def _start(self) -> None:
        self._post("/v1/cases", {"case_id": self.writer.case_id.hex()})

    def push(self) -> None:
        sealed = self.writer.seal(records_of(self.chance.randint(1, 5)))
        patiently(lambda: self.writer.push(self.visitor, [sealed]))
        self.ops.append(sealed)

    def pull(self) -> None:
        """The whole log, as it was written."""
        pages = patiently(lambda: self.writer.read_all(self.visitor))
        found = [sealed for page in pages for _, sealed in unframed(page)]
        if found != self.ops:
            raise AssertionError(f"{self.login}: {len(found)} ops came back of {len(self.ops)}")

    def save_picture(self) -> None:
        picture = blob.seal(os.urandom(16), os.urandom(32), os.urandom(PICTURE_BYTES))
        patiently(lambda: upload(self.visitor, self.writer.case_id.hex(), picture))
        self.pictures.append(picture)

    def view_picture(self, visitor: Visitor, picture: blob.Blob) -> None:
        def fetch() -> None:
            for i, chunk in enumerate(picture.chunks):
                came = visitor.request("GET", f"/v1/blobs/{picture.blob_id.hex()}/chunks/{i}")
                if visitor.status != 200 or came != chunk:
                    raise RuntimeError(f"a picture was answered {visitor.status}")

        patiently(fetch)

    def remind(self) -> str:
        name, body = os.urandom(16).hex(), {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}

        def put() -> None:
            self.visitor.request("PUT", f"/v1/reminders/{name}", json.dumps(body).encode())
            self.visitor.expect(200)

        patiently(put)
        self.reminders.add(name)
        return name

    def delivered(self) -> set[str]:
        """Which reminders its phone was sent."""
        mine = f"/wpush/{self.login}"
        bodies = [body for path, _, body in list(self.home.pushes.got) if path == mine]
        return {json.loads(self.subscription.open(body))["id"] for body in bodies}

    def act(self) -> None:
        """Something that a phone does, by how often it does it."""
        acts = [self.push, self.push, self.push, self.pull, self.save_picture, self.remind]
        self.chance.choice(acts)()
        if self.pictures and self.chance.random() < 0.1:
            self.view_picture(self.visitor, self.chance.choice(self.pictures))

    def lost(self) -> list[str]:
        """What a phone that signs in anew lacks of all that was acknowledged."""
        with closing(self.arrive()) as fresh:
            patiently(lambda: fresh.sign_in(self.login, self.registration, None))
            patiently(lambda: fresh.admit(self.account, Device()))
            self.visitor.close()
            self.visitor = fresh
            self.pull()
            self.writer.opened(patiently(lambda: self.writer.read_all(fresh)))
            for picture in self.pictures:
                self.view_picture(fresh, picture)
        return sorted(self.reminders - self.delivered())
