"""The timestamps of a packet: what each is of, when it was made, by whom, and whether its signature holds."""

import hashlib
import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from server.verify.bag import MANIFEST, Bag
from server.verify.chains import Chain
from server.verify.finding import Finding

_CUSTODY = re.compile(r"timestamps/custody-(.+)-([1-9]\d{0,8})\.tsr")
_SHOWN = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
"""Of a signer's name, in the order in which they are read."""
_MANIFEST_STAMP, _CHAIN_FILE = "timestamps/manifest.tsr", "timestamps/tsa-chain.pem"


@dataclass(frozen=True)
class Stamp:
    """`signed`: None where no certificate was there to check it; `trusted`: by one given, not carried along."""

    path: str
    at: str
    issuer: str
    signed: bool | None
    trusted: bool


@dataclass(frozen=True)
class Stamps:
    """All of a packet's; `anchored` when a trusted certificate signed the stamp of the manifest."""

    found: list[Stamp]
    findings: list[Finding]

    @property
    def anchored(self) -> bool:
        """Whether something from outside vouches for the packet."""
        return any(stamp.path == _MANIFEST_STAMP and stamp.trusted for stamp in self.found)


def certificates(pem: bytes) -> list[x509.Certificate]:
    """Those in a PEM file; none when it is none."""
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError:
        return []


def _stamped(path: str, bag: Bag, chains: list[Chain]) -> str | None:
    """The hash that a stamp of this name must be of."""
    if path == _MANIFEST_STAMP:
        return bag.files[MANIFEST].sha256 if MANIFEST in bag.files else None
    match = _CUSTODY.fullmatch(path)
    if match is None:
        return None
    hashes = next((chain.hashes for chain in chains if chain.name == match[1]), [])
    return hashes[int(match[2]) - 1] if int(match[2]) <= len(hashes) else None


def _signer(response: TimeStampResponse, known: list[x509.Certificate]) -> x509.Certificate | None:
    named = {(info.issuer, info.serial_number) for info in response.signed_data.signer_infos}
    embedded = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
    return next((each for each in (*embedded, *known) if (each.issuer, each.serial_number) in named), None)


def _holds(response: TimeStampResponse, certs: list[x509.Certificate]) -> bool:
    roots = [each for each in certs if each.issuer == each.subject] or certs
    rest = [each for each in certs if each not in roots]
    signer = None if response.signed_data.certificates else _signer(response, certs)
    try:
        builder = VerifierBuilder(roots=roots, intermediates=rest, tsa_certificate=signer)
        return builder.build().verify(response, response.tst_info.message_imprint.message)
    except (VerificationError, ValueError):
        return False


def _issuer(response: TimeStampResponse, known: list[x509.Certificate]) -> str:
    signer = _signer(response, known)
    if signer is None:
        return ""
    return ", ".join(str(each.value) for oid in _SHOWN for each in signer.subject.get_attributes_for_oid(oid))


def check(bag: Bag, chains: list[Chain], trusted: list[x509.Certificate]) -> Stamps:
    """Each stamp in the bag, and what is wrong with any."""
    carried = bag.files.get(_CHAIN_FILE)
    known = certificates(carried.octets or b"") if carried else []
    found, findings = [], []
    for path, file in bag.files.items():
        if not path.startswith("timestamps/") or not path.endswith(".tsr"):
            continue
        try:
            response = decode_timestamp_response(file.octets or b"")
            imprint = response.tst_info.message_imprint.message
            stamp = _read(path, response, known, trusted)
        except (ValueError, IndexError, OverflowError):
            findings.append(Finding("timestamp_unreadable", path))
            continue
        if stamp.signed is False:
            findings.append(Finding("timestamp_unreadable", path))
        elif imprint.hex() != _stamped(path, bag, chains) or len(imprint) != hashlib.sha256().digest_size:
            findings.append(Finding("timestamp_foreign", path))
        else:
            found.append(stamp)
    return Stamps(found, findings)


def _read(
    path: str, response: TimeStampResponse, known: list[x509.Certificate], trusted: list[x509.Certificate]
) -> Stamp:
    embedded = [x509.load_der_x509_certificate(each) for each in response.signed_data.certificates]
    theirs = list({each.public_bytes(Encoding.DER): each for each in (*known, *embedded)}.values())
    by_trusted = bool(trusted) and _holds(response, trusted)
    rooted = any(each.issuer == each.subject for each in theirs)
    signed = True if by_trusted else _holds(response, theirs) if rooted else None
    at = response.tst_info.gen_time.isoformat().replace("+00:00", "Z")
    return Stamp(path, at, _issuer(response, [*known, *trusted]), signed, by_trusted)
