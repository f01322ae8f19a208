"""A push service on this machine: autopush's WebSocket for Firefox, RFC 8030 delivery for application servers."""

import asyncio
import base64
import contextlib
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import WSMsgType, web
from cryptography.hazmat.primitives.asymmetric import ec

MAX_BODY_BYTES = 4096
MAX_TTL_S = 30 * 86400
MAX_JWT_LIFE_S = 86400 + 60
URGENCIES = ("very-low", "low", "normal", "high")


def from_b64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def to_b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Subscription:
    """One endpoint: the browser it leads to and the VAPID key it was made for."""

    agent: str
    channel: str
    key: str | None
    unsubscribed: bool = False


@dataclass
class Message:
    """A message held until the browser acknowledges it or its time is over."""

    channel: str
    body: bytes
    ttl: int
    topic: str | None
    version: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    accepted: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Delivery:
    """What an application server posted and what it was told."""

    headers: dict[str, str]
    body: bytes
    status: int
    why: str


class PushService:
    """State of the service; `deliveries` is what the tests read."""

    def __init__(self, origin: str, loop: asyncio.AbstractEventLoop) -> None:
        self.origin, self.loop = origin, loop
        self.deliveries: list[Delivery] = []
        self.fault_status: int | None = None
        self.subscriptions: dict[str, Subscription] = {}
        self._sockets: dict[str, web.WebSocketResponse] = {}
        self._pending: dict[str, list[Message]] = {}

    def end_all(self) -> None:
        """Ends every subscription; senders are told, browsers are not."""
        for subscription in self.subscriptions.values():
            subscription.unsubscribed = True

    def forget_browsers(self) -> None:
        """Loses what it knew: browsers that come again are strangers, and their subscriptions gone."""

        async def forget() -> None:
            self.subscriptions.clear()
            self._pending.clear()
            for socket in list(self._sockets.values()):
                await socket.close()

        asyncio.run_coroutine_threadsafe(forget(), self.loop).result(10)

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        agent = ""
        async for frame in socket:
            if frame.type != WSMsgType.TEXT:
                continue
            message = frame.json()
            if message.get("messageType") == "hello":
                agent = message.get("uaid") or ""
                if agent not in self._pending:
                    agent = secrets.token_hex(16)
                    self._pending[agent] = []
                self._sockets[agent] = socket
            await self._answer(agent, socket, message)
        if self._sockets.get(agent) is socket:
            del self._sockets[agent]
        return socket

    async def _answer(self, agent: str, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        match message.get("messageType"):
            case None:
                await socket.send_str("{}")
            case "hello":
                hello = {"messageType": "hello", "status": 200, "uaid": agent, "use_webpush": True, "broadcasts": {}}
                await socket.send_json(hello)
                for held in list(self._pending[agent]):
                    await self._deliver(agent, held)
            case "register":
                await socket.send_json(self._register(agent, message["channelID"], message.get("key")))
            case "unregister":
                for subscription in self.subscriptions.values():
                    if subscription.channel == message["channelID"]:
                        subscription.unsubscribed = True
                await socket.send_json({**message, "status": 200})
            case "ack":
                seen = {update["version"] for update in message.get("updates", [])}
                self._pending[agent] = [held for held in self._pending[agent] if held.version not in seen]

    def _register(self, agent: str, channel: str, key: str | None) -> dict[str, Any]:
        endpoint_id = secrets.token_urlsafe(24)
        self.subscriptions[endpoint_id] = Subscription(agent, channel, key)
        endpoint = f"{self.origin}/wpush/v2/{endpoint_id}"
        return {"messageType": "register", "channelID": channel, "status": 200, "pushEndpoint": endpoint}

    async def _deliver(self, agent: str, message: Message) -> bool:
        if time.time() > message.accepted + max(message.ttl, 1):
            self._pending[agent].remove(message)
            return False
        socket = self._sockets.get(agent)
        if socket is None or socket.closed:
            return False
        frame = {
            "messageType": "notification",
            "channelID": message.channel,
            "version": message.version,
            "ttl": message.ttl,
            "data": to_b64url(message.body),
            "headers": {"encoding": "aes128gcm"},
        }
        await socket.send_json(frame)
        return True

    async def push(self, request: web.Request) -> web.Response:
        body = await request.read()
        status, why = self._verdict(request, body)
        self.deliveries.append(Delivery(dict(request.headers), body, status, why))
        if status != web.HTTPCreated.status_code:
            return web.json_response({"code": status, "error": why}, status=status)
        subscription = self.subscriptions[request.match_info["endpoint"]]
        topic = request.headers.get("Topic")
        held = self._pending[subscription.agent]
        if topic:
            held[:] = [m for m in held if (m.topic, m.channel) != (topic, subscription.channel)]
        message = Message(subscription.channel, body, min(int(request.headers["TTL"]), MAX_TTL_S), topic)
        held.append(message)
        if not await self._deliver(subscription.agent, message) and message.ttl == 0:
            held.remove(message)
        headers = {"Location": f"{self.origin}/m/{message.version}", "TTL": str(message.ttl)}
        return web.Response(status=status, headers=headers)

    def _verdict(self, request: web.Request, body: bytes) -> tuple[int, str]:
        subscription = self.subscriptions.get(request.match_info["endpoint"])
        if self.fault_status is not None:
            return self.fault_status, "fault asked for by the test"
        if subscription is None:
            return 404, "unknown endpoint"
        if subscription.unsubscribed:
            return 410, "unsubscribed"
        if len(body) > MAX_BODY_BYTES:
            return 413, "payload too large"
        if why := malformed_header(request):
            return 400, why
        if why := self._vapid_fault(request, subscription):
            return 401, why
        return 201, "accepted"

    def _vapid_fault(self, request: web.Request, subscription: Subscription) -> str | None:
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        fields = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme.lower() != "vapid" or fields.keys() != {"t", "k"}:
            return "no vapid authorization"
        key = from_b64url(fields["k"])
        if subscription.key and from_b64url(subscription.key) != key:
            return "not the applicationServerKey of this subscription"
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        try:
            claims = jwt.decode(
                fields["t"], public, algorithms=["ES256"], audience=self.origin, options={"require": ["aud", "exp"]}
            )
        except jwt.PyJWTError as error:
            return f"bad token: {error}"
        return "exp more than 24 h away" if claims["exp"] > time.time() + MAX_JWT_LIFE_S else None

    def application(self) -> web.Application:
        application = web.Application(client_max_size=1 << 20)
        application.add_routes([web.get("/", self.listen), web.post("/wpush/v2/{endpoint}", self.push)])
        return application


def malformed_header(request: web.Request) -> str | None:
    """The first of RFC 8030's and RFC 8188's header rules that this request breaks."""
    topic = request.headers.get("Topic", "")
    if not request.headers.get("TTL", "").isdigit():
        return "TTL header is required"
    if request.headers.get("Content-Encoding") != "aes128gcm":
        return "Content-Encoding must be aes128gcm"
    if len(topic) > 32 or not all(c.isalnum() or c in "-_" for c in topic):
        return "bad Topic"
    if request.headers.get("Urgency", "normal") not in URGENCIES:
        return "bad Urgency"
    return None


@contextlib.contextmanager
def running_push_service(port: int) -> Iterator[PushService]:
    """The service on 127.0.0.1, in a thread of this process, until the block ends."""
    loop = asyncio.new_event_loop()
    service = PushService(f"http://127.0.0.1:{port}", loop)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> web.AppRunner:
        runner = web.AppRunner(service.application(), shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner

    runner = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield service
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(90)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
