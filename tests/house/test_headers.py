"""The Content-Security-Policy equals one exact string on every kind of answer a browser could run something from."""

import pytest
from flask.testing import FlaskClient

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types holdfast"
)
CRYPTO_WORKER_CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
SERVICE_WORKER_CSP = "default-src 'none'; script-src 'self'; connect-src 'self'"


@pytest.mark.parametrize("path", ["/", "/en/help", "/fr/aide", "/v1/hello", "/healthz", "/readyz", "/no-such-page"])
def test_pages_and_answers_carry_the_exact_policy(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path, buffered=True).headers.getlist("Content-Security-Policy") == [CSP]


def test_only_the_crypto_worker_may_compile_webassembly(visitor: FlaskClient, built_names: dict[str, str]) -> None:
    for logical, name in built_names.items():
        if logical == "sw.js":
            continue
        policy = visitor.get(f"/static/app/{name}", buffered=True).headers["Content-Security-Policy"]
        assert policy == (CRYPTO_WORKER_CSP if logical.startswith("worker") else CSP)


def test_the_service_worker_has_the_smallest_policy(visitor: FlaskClient) -> None:
    answer = visitor.get("/sw.js", buffered=True)
    assert answer.headers["Content-Security-Policy"] == SERVICE_WORKER_CSP
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/en/help", "/v1/hello", "/sw.js", "/no-such-page"])
def test_no_other_site_shares_a_process_with_ours_or_frames_it(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path, buffered=True).headers
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in headers["Permissions-Policy"]
