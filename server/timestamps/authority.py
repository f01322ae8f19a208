"""This server's own timestamp authority: its key, its certificate, its tokens (RFC 3161)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import clock
from server.timestamps import structures as der
from server.timestamps.errors import NotAQuery

POLICY = x509.ObjectIdentifier("2.25.143520418529166021937180254907386511249")
"""Ours: recorded by the clock of the machine that this server runs on, right to a second as far as that clock is."""
_ACCURACY_S = 1
_BAD_ALGORITHM, _BAD_REQUEST, _UNACCEPTED_POLICY, _UNACCEPTED_EXTENSION = 0, 2, 15, 16


class _Refused(Exception):
    """A query that is well-formed and asks for what this authority does not do; PKIFailureInfo's bit."""

    def __init__(self, bit: int, words: str) -> None:
        self.bit, self.words = bit, words
        super().__init__(words)


def read(query: bytes) -> der.TimeStampReq:
    """A query; NotAQuery when the bytes are none."""
    try:
        return asn1.decode_der(der.TimeStampReq, query)
    except ValueError:
        raise NotAQuery() from None


@dataclass(frozen=True)
class Authority:
    """Who signs: a P-256 key with its certificate and the root above it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @classmethod
    def load(cls, key_pem: bytes, chain_pem: bytes) -> "Authority":
        """From PEM: the key; the certificate, then its root. ValueError when they do not belong together."""
        key = serialization.load_pem_private_key(key_pem, None)
        certificate, root = x509.load_pem_x509_certificates(chain_pem)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate.public_key() != key.public_key():
            raise ValueError("the certificate is of another key")
        certificate.verify_directly_issued_by(root)
        return cls(key, certificate, root)

    @property
    def chain_pem(self) -> str:
        """What a verifier needs to be given: the certificate, then its root."""
        return "".join(each.public_bytes(serialization.Encoding.PEM).decode() for each in (self.certificate, self.root))

    def answer(self, query: bytes) -> bytes:
        """A TimeStampResp: granted with its token, or rejected with the reason."""
        request = read(query)
        try:
            _check(request)
        except _Refused as refused:
            return _rejection(refused)
        token = self._token(request, datetime.fromtimestamp(clock.now_ms() // 1000, UTC))
        return asn1.encode_der(der.TimeStampResp(status=der.PKIStatusInfo(status=der.GRANTED), time_stamp_token=token))

    def _token(self, request: der.TimeStampReq, now: datetime) -> der.ContentInfo:
        info = asn1.encode_der(
            der.TSTInfo(
                version=1,
                policy=POLICY,
                message_imprint=request.message_imprint,
                serial_number=x509.random_serial_number(),
                gen_time=asn1.GeneralizedTime(now),
                accuracy=der.Accuracy(seconds=_ACCURACY_S),
                nonce=request.nonce,
            )
        )
        sha256 = der.AlgorithmIdentifier(algorithm=der.SHA256)
        signed = der.SignedData(
            version=3,
            digest_algorithms=asn1.SetOf([sha256]),
            encap_content_info=der.EncapsulatedContentInfo(content_type=der.TST_INFO, content=info),
            certificates=asn1.SetOf([self.certificate, self.root]) if request.cert_req else None,
            signer_infos=asn1.SetOf([self._signer(info, now, sha256)]),
        )
        return der.ContentInfo(content_type=der.SIGNED_DATA, content=signed)

    def _signer(self, info: bytes, now: datetime, sha256: der.AlgorithmIdentifier) -> der.SignerInfo:
        ours = hashlib.sha256(self.certificate.public_bytes(serialization.Encoding.DER)).digest()
        named = der.SigningCertificateV2(certs=[der.ESSCertIDv2(cert_hash=ours)])
        digest = hashlib.sha256(info).digest()
        attributes: asn1.SetOf[der.SignedAttribute] = asn1.SetOf(
            [
                der.ContentTypeAttribute(attr_type=der.CONTENT_TYPE, attr_values=asn1.SetOf([der.TST_INFO])),
                der.SigningTimeAttribute(attr_type=der.SIGNING_TIME, attr_values=asn1.SetOf([asn1.UTCTime(now)])),
                der.MessageDigestAttribute(attr_type=der.MESSAGE_DIGEST, attr_values=asn1.SetOf([digest])),
                der.SigningCertificateAttribute(attr_type=der.SIGNING_CERTIFICATE_V2, attr_values=asn1.SetOf([named])),
            ]
        )
        carried = asn1.decode_der(asn1.TLV, asn1.encode_der(der.SignedAttributes(attributes=attributes)))
        issuer = asn1.decode_der(asn1.TLV, self.certificate.issuer.public_bytes())
        return der.SignerInfo(
            version=1,
            sid=der.IssuerAndSerialNumber(issuer=issuer, serial_number=self.certificate.serial_number),
            digest_algorithm=sha256,
            signed_attrs=attributes,
            signature_algorithm=der.AlgorithmIdentifier(algorithm=der.ECDSA_SHA256),
            signature=self.key.sign(bytes(carried.data), ec.ECDSA(hashes.SHA256())),
        )


def _check(request: der.TimeStampReq) -> None:
    imprint = request.message_imprint
    if request.version != 1:
        raise _Refused(_BAD_REQUEST, "Only version 1 is known.")
    if der.HASH_BYTES.get(imprint.hash_algorithm.algorithm) != len(imprint.hashed_message):
        raise _Refused(_BAD_ALGORITHM, "The hash must be one of SHA-256, SHA-384 and SHA-512, whole.")
    if request.req_policy not in (None, POLICY):
        raise _Refused(_UNACCEPTED_POLICY, "This authority has one policy.")
    if request.extensions:
        raise _Refused(_UNACCEPTED_EXTENSION, "This authority knows no extensions.")


def _rejection(refused: _Refused) -> bytes:
    """The one bit that is set, bits numbered from the left as in a DER BIT STRING of named bits."""
    octets, place = divmod(refused.bit, 8)
    bits = asn1.BitString(bytes(octets) + bytes([0x80 >> place]), 7 - place)
    status = der.PKIStatusInfo(status=der.REJECTION, status_string=[refused.words], fail_info=bits)
    return asn1.encode_der(der.TimeStampResp(status=status))
