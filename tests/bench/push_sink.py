"""A push service that takes everything, as a process of its own: prints its port, counts on request."""

import asyncio
import time

from aiohttp import web


class Sink:
    """How many pushes came, and when the first and the last did."""

    def __init__(self) -> None:
        self.count, self.first, self.last = 0, 0.0, 0.0

    async def take(self, request: web.Request) -> web.Response:
        await request.read()
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.count += 1
        return web.Response(status=201)

    async def say(self, _request: web.Request) -> web.Response:
        return web.json_response({"count": self.count, "seconds": self.last - self.first})


async def serve() -> None:
    sink, app = Sink(), web.Application()
    app.add_routes([web.get("/said", sink.say), web.post("/{name:.*}", sink.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
