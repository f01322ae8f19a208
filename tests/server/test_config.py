"""The settings are one value; a wrong one is named, a secret one is never shown."""

from pathlib import Path

import pytest

from server.config import Config, ConfigError

SECRET = "kelp-canary-7319"


def test_an_empty_environment_is_enough() -> None:
    config = Config.from_env({})
    assert (config.host, config.port, config.public_origin) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert config.database_url.startswith("sqlite:////")


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("SECRET_KEY", SECRET),
        ("PEPPER", SECRET),
        ("VAPID_PRIVATE_KEY", SECRET),
        ("DATABASE_URL", f"sqlite:////{SECRET}"),
    ],
)
def test_a_secret_comes_from_a_file_and_stays_out_of_sight(tmp_path: Path, name: str, secret: str) -> None:
    place = tmp_path / "secret"
    place.write_text(f"{secret}\n")
    config = Config.from_env({f"{name}_FILE": str(place)})
    assert getattr(config, name.lower()) == secret
    assert SECRET not in repr(config)
    with pytest.raises(ConfigError, match=f"{name}_FILE"):
        Config.from_env({f"{name}_FILE": str(place), name: "other"})
    with pytest.raises(ConfigError, match=f"{name}_FILE"):
        Config.from_env({f"{name}_FILE": str(tmp_path / "missing")})
    place.write_text("\n")
    with pytest.raises(ConfigError, match=f"{name}_FILE is empty"):
        Config.from_env({f"{name}_FILE": str(place)})


def test_an_origin_is_written_as_browsers_write_it() -> None:
    origins = {"HTTPS://Holdfast.example:443/": "https://holdfast.example", "http://[::1]:8000": "http://[::1]:8000"}
    assert {text: Config.from_env({"PUBLIC_ORIGIN": text}).public_origin for text in origins} == origins


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", SECRET),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PUBLIC_ORIGIN", f"ftp://{SECRET}"),
        ("PUBLIC_ORIGIN", f"https://{SECRET}/path"),
        ("WORKER_POLL_SECONDS", SECRET),
        ("WORKER_POLL_SECONDS", "0"),
        ("QUOTA_BYTES", "-1"),
        ("AUTH_LIMIT_PER_NAME", SECRET),
        ("TRUSTED_PROXIES", SECRET),
        ("TLS_CERT", SECRET),
        ("HOST", SECRET),
        ("HOST", f"{SECRET}:80"),
        ("DATABASE_URL", SECRET),
        ("DATABASE_URL", f"{SECRET}://here/there"),
        ("PUSH_CONTACT", SECRET),
        ("PUSH_CONTACT", f"mailto:{SECRET}"),
        ("PUSH_CONTACT", f"http://{SECRET}"),
        ("PUSH_ALLOWED_ORIGINS", SECRET),
        ("PUSH_ALLOWED_ORIGINS", f"https://push.example, {SECRET}"),
        ("PUSH_ALLOWED_ORIGINS", f"https://push.example/{SECRET}"),
    ],
)
def test_a_wrong_setting_is_named_but_not_quoted(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name) as refusal:
        Config.from_env({name: value})
    assert SECRET not in str(refusal.value)


def test_tls_makes_the_origin_https() -> None:
    config = Config.from_env({"TLS_CERT": "/c.pem", "TLS_KEY": "/k.pem", "PORT": "8443"})
    assert config.public_origin == "https://localhost:8443"
    assert config.cookie_name("holdfast") == "__Host-holdfast"
