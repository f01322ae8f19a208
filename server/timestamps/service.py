"""Who answers timestamp queries under the settings of this server."""

from cryptography.exceptions import InvalidSignature

from server.config import Config, ConfigError
from server.keys import Keys
from server.timestamps.authority import Authority
from server.timestamps.outside import Outside


def signer(config: Config, made: Keys) -> Authority | Outside:
    """Who answers queries under these settings; ConfigError when it could not."""
    if config.tsa_url is None or config.tsa_chain is None:
        try:
            return Authority.load(made.tsa_key_pem, made.tsa_chain_pem)
        except (ValueError, TypeError, InvalidSignature):
            raise ConfigError(
                "INSTANCE: keys/tsa_private_key.pem and keys/tsa_chain.pem do not belong together"
            ) from None
    try:
        return Outside.load(config.tsa_url, config.tsa_chain.read_text("ascii"))
    except (OSError, ValueError):
        raise ConfigError("TSA_CHAIN must be a PEM file: the authority's certificates up to its root") from None
