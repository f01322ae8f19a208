"""What a passkey signs, checked: for this origin, by a person it recognised, and without a trace of its PRF."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import bytes_to_base64url, parse_attestation_object, parse_client_data_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)

from server.schemas.passkeys import PasskeyLogin, PasskeyMade

_ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_SELF_SIGNED = {AttestationFormat.NONE, AttestationFormat.PACKED}


class NotGenuine(Exception):
    """Not what a passkey of this site says to this challenge."""


@dataclass(frozen=True)
class Made:
    """A new passkey's public half."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def challenge_in(client_data: bytes) -> bytes:
    """The challenge that was signed; NotGenuine when there is none."""
    try:
        return parse_client_data_json(client_data).challenge
    except (WebAuthnException, ValueError, TypeError, AttributeError, KeyError):
        raise NotGenuine() from None


def made(body: PasskeyMade, challenge: bytes) -> Made:
    """A new passkey, attested by nobody but itself; NotGenuine otherwise."""
    if b"hmac-secret-mc" in body.attestation:
        raise NotGenuine()
    response = AuthenticatorAttestationResponse(body.client_data, body.attestation)
    credential = RegistrationCredential(bytes_to_base64url(body.credential_id), body.credential_id, response)
    try:
        attested = parse_attestation_object(body.attestation)
        if attested.fmt not in _SELF_SIGNED or attested.att_stmt.x5c:
            raise NotGenuine()
        found = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=current_app.config["PUBLIC_ORIGIN"],
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
    except (WebAuthnException, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise NotGenuine() from None
    if found.credential_id != body.credential_id:
        raise NotGenuine()
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def signed(body: PasskeyLogin, challenge: bytes, public_key: bytes) -> int:
    """The counter of a passkey that signed the challenge; NotGenuine when it did not."""
    if b"hmac-secret" in body.authenticator_data:
        raise NotGenuine()
    response = AuthenticatorAssertionResponse(body.client_data, body.authenticator_data, body.signature)
    credential = AuthenticationCredential(bytes_to_base64url(body.credential_id), body.credential_id, response)
    try:
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=current_app.config["PUBLIC_ORIGIN"],
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise NotGenuine() from None
    return found.new_sign_count


def _rp_id() -> str:
    return urlsplit(current_app.config["PUBLIC_ORIGIN"]).hostname or ""
