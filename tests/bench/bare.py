"""What Flask alone costs under the same web server: no session, no database."""

from flask import Flask, Response

app = Flask("bare", static_folder=None)


@app.get("/")
def bare() -> Response:
    return Response(b"ok", content_type="application/octet-stream")


@app.get("/v1/hello")
def hello() -> dict[str, str]:
    return {"csrf": ""}
