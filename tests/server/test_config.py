"""The settings are one value; a wrong one is named, a secret one is never shown."""

from pathlib import Path

import pytest

from server.config import Config, ConfigError

SECRET = "kelp-canary-7319"


def test_an_empty_environment_is_enough() -> None:
    config = Config.from_env({})
    assert (config.host, config.port, config.public_origin) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert config.database_url.startswith("sqlite:////")


@pytest.mark.parametrize("name", ["SECRET_KEY", "PEPPER", "VAPID_PRIVATE_KEY", "DATABASE_URL"])
def test_a_secret_comes_from_a_file_and_stays_out_of_sight(tmp_path: Path, name: str) -> None:
    place = tmp_path / "secret"
    place.write_text(f"{SECRET}\n")
    config = Config.from_env({f"{name}_FILE": str(place)})
    assert getattr(config, name.lower()) == SECRET
    assert SECRET not in repr(config)
    with pytest.raises(ConfigError, match=f"{name}_FILE"):
        Config.from_env({f"{name}_FILE": str(place), name: "other"})
    with pytest.raises(ConfigError, match=f"{name}_FILE"):
        Config.from_env({f"{name}_FILE": str(tmp_path / "missing")})


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
