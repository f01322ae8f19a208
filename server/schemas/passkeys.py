"""Wire shapes of passkeys. None has room for extension results: what a passkey's PRF answers stays on the phone."""

from typing import Annotated

from server.schemas.wire import Base64Url, Id, Shape

CredentialId = Annotated[bytes, Base64Url(1, 1023)]
ClientData = Annotated[bytes, Base64Url(1, 4096)]


class PasskeyOffered(Shape):
    """The account that a new passkey is for."""

    account_id: Id


class PasskeyChallenge(Shape):
    """To be signed once, soon, by this browser."""

    challenge: Annotated[bytes, Base64Url(32)]


class PasskeyMade(Shape):
    """What a new passkey said of itself."""

    account_id: Id
    credential_id: CredentialId
    client_data: ClientData
    attestation: Annotated[bytes, Base64Url(1, 8192)]


class PasskeyLogin(Shape):
    """Proof of a passkey."""

    credential_id: CredentialId
    client_data: ClientData
    authenticator_data: Annotated[bytes, Base64Url(37, 2048)]
    signature: Annotated[bytes, Base64Url(1, 1024)]
    device_id: Id | None
