"""The ASN.1 of RFC 3161 and of the part of RFC 5652 that it uses; names follow the specifications."""

from typing import Annotated

from cryptography.hazmat import asn1
from cryptography.x509 import Certificate
from cryptography.x509.oid import ObjectIdentifier

SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
HASH_BYTES = {
    SHA256: 32,
    ObjectIdentifier("2.16.840.1.101.3.4.2.2"): 48,
    ObjectIdentifier("2.16.840.1.101.3.4.2.3"): 64,
}
ECDSA_SHA256 = ObjectIdentifier("1.2.840.10045.4.3.2")
SIGNED_DATA = ObjectIdentifier("1.2.840.113549.1.7.2")
CONTENT_TYPE = ObjectIdentifier("1.2.840.113549.1.9.3")
MESSAGE_DIGEST = ObjectIdentifier("1.2.840.113549.1.9.4")
SIGNING_TIME = ObjectIdentifier("1.2.840.113549.1.9.5")
TST_INFO = ObjectIdentifier("1.2.840.113549.1.9.16.1.4")
SIGNING_CERTIFICATE_V2 = ObjectIdentifier("1.2.840.113549.1.9.16.2.47")

GRANTED, REJECTION = 0, 2


@asn1.sequence
class AlgorithmIdentifier:  # noqa: D101
    algorithm: ObjectIdentifier
    parameters: asn1.Null | None = None


@asn1.sequence
class MessageImprint:  # noqa: D101
    hash_algorithm: AlgorithmIdentifier
    hashed_message: Annotated[bytes, asn1.Size(min=1, max=64)]


@asn1.sequence
class Extension:  # noqa: D101
    extn_id: ObjectIdentifier
    critical: Annotated[bool, asn1.Default(value=False)]
    extn_value: bytes


@asn1.sequence
class TimeStampReq:  # noqa: D101
    version: int
    message_imprint: MessageImprint
    req_policy: ObjectIdentifier | None = None
    nonce: int | None = None
    cert_req: Annotated[bool, asn1.Default(value=False)] = False
    extensions: Annotated[list[Extension] | None, asn1.Implicit(0)] = None


@asn1.sequence
class Accuracy:  # noqa: D101
    seconds: int


@asn1.sequence
class TSTInfo:  # noqa: D101
    version: int
    policy: ObjectIdentifier
    message_imprint: MessageImprint
    serial_number: int
    gen_time: asn1.GeneralizedTime
    accuracy: Accuracy
    nonce: int | None


@asn1.sequence
class IssuerAndSerialNumber:  # noqa: D101
    issuer: asn1.TLV
    serial_number: int


@asn1.sequence
class ESSCertIDv2:  # noqa: D101  RFC 5035; its hash is SHA-256 where none is named
    cert_hash: bytes


@asn1.sequence
class SigningCertificateV2:  # noqa: D101
    certs: list[ESSCertIDv2]


@asn1.sequence
class ContentTypeAttribute:  # noqa: D101
    attr_type: ObjectIdentifier
    attr_values: asn1.SetOf[ObjectIdentifier]


@asn1.sequence
class SigningTimeAttribute:  # noqa: D101
    attr_type: ObjectIdentifier
    attr_values: asn1.SetOf[asn1.UTCTime]


@asn1.sequence
class MessageDigestAttribute:  # noqa: D101
    attr_type: ObjectIdentifier
    attr_values: asn1.SetOf[bytes]


@asn1.sequence
class SigningCertificateAttribute:  # noqa: D101
    attr_type: ObjectIdentifier
    attr_values: asn1.SetOf[SigningCertificateV2]


SignedAttribute = ContentTypeAttribute | SigningTimeAttribute | MessageDigestAttribute | SigningCertificateAttribute


@asn1.sequence
class SignedAttributes:
    """Only a carrier: the signature is over the SET itself, as RFC 5652 5.4 wants it."""

    attributes: asn1.SetOf[SignedAttribute]


@asn1.sequence
class SignerInfo:  # noqa: D101
    version: int
    sid: IssuerAndSerialNumber
    digest_algorithm: AlgorithmIdentifier
    signed_attrs: Annotated[asn1.SetOf[SignedAttribute], asn1.Implicit(0)]
    signature_algorithm: AlgorithmIdentifier
    signature: bytes


@asn1.sequence
class EncapsulatedContentInfo:  # noqa: D101
    content_type: ObjectIdentifier
    content: Annotated[bytes, asn1.Explicit(0)]


@asn1.sequence
class SignedData:  # noqa: D101
    version: int
    digest_algorithms: asn1.SetOf[AlgorithmIdentifier]
    encap_content_info: EncapsulatedContentInfo
    certificates: Annotated[asn1.SetOf[Certificate] | None, asn1.Implicit(0)]
    signer_infos: asn1.SetOf[SignerInfo]


@asn1.sequence
class ContentInfo:  # noqa: D101
    content_type: ObjectIdentifier
    content: Annotated[SignedData, asn1.Explicit(0)]


@asn1.sequence
class PKIStatusInfo:  # noqa: D101
    status: int
    status_string: list[str] | None = None
    fail_info: asn1.BitString | None = None


@asn1.sequence
class TimeStampResp:  # noqa: D101
    status: PKIStatusInfo
    time_stamp_token: ContentInfo | None = None
