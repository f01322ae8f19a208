"""Writes packet/stamped: bag 02 with timestamps, true, foreign, spoilt, by authorities of several kinds.

Run after `node vectors.mjs`: `.venv/bin/python -m tests.vectors.make_stamped_bags`. Keys are made anew and thrown away.
"""

import hashlib
import json
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path

from server import p256, tsa_keys
from server.timestamps.authority import Authority
from server.verify.zip_in import Entry, directory, local_header

PACKET = Path(__file__).parent / "packet"
MANIFEST, LINE = "manifest.tsr", "custody-A-3.tsr"
_OPENSSL = """
[tsa]
serial = {folder}/serial
default_policy = 1.2.3.4
digests = sha256, sha512
signer_digest = sha512
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha512
[root]
basicConstraints = critical, CA:true
[leaf]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, {usage}
"""


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *(str(each) for each in arguments)], check=True, capture_output=True)


def authority(host: str) -> Authority:
    key = p256.private_key_pem()
    return Authority.load(key, tsa_keys.chain_pem(key, host))


def query(octets: bytes, *options: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        data, asked = Path(folder) / "data", Path(folder) / "tsq"
        data.write_bytes(octets)
        openssl("ts", "-query", "-data", data, "-sha256", "-out", asked, *options)
        return asked.read_bytes()


class Elsewhere:
    """OpenSSL's own authority: RSA or P-384, a certificate between root and signer, milliseconds in its times."""

    def __init__(self, folder: Path, *kind: str, usage: str = "timeStamping") -> None:
        self.folder = folder
        self.config = folder / "cnf"
        self.config.write_text(_OPENSSL.format(folder=folder, usage=usage))
        (folder / "serial").write_text("01")
        for name in ("root", "between", "leaf"):
            openssl("genpkey", "-algorithm", *kind, "-out", folder / f"{name}.key")
        self._certificate("root", "root", "root")
        self._certificate("between", "root", "root")
        self._certificate("leaf", "between", "leaf")
        self.chain = b"".join((folder / f"{name}.pem").read_bytes() for name in ("leaf", "between", "root"))

    def _certificate(self, name: str, by: str, section: str) -> None:
        asked, made = self.folder / f"{name}.csr", self.folder / f"{name}.pem"
        openssl("req", "-new", "-key", self.folder / f"{name}.key", "-subj", f"/O=Elsewhere/CN={name}", "-out", asked)
        signer = ("-signkey",) if name == by else ("-CA", self.folder / f"{by}.pem", "-CAcreateserial", "-CAkey")
        extensions = ("-extfile", self.config, "-extensions", section, "-days", "7300")
        openssl("x509", "-req", "-in", asked, *signer, self.folder / f"{by}.key", *extensions, "-out", made)

    def answer(self, asked: bytes) -> bytes:
        (self.folder / "tsq").write_bytes(asked)
        signer = ("-signer", self.folder / "leaf.pem", "-inkey", self.folder / "leaf.key")
        command = (
            "ts",
            "-reply",
            "-config",
            self.config,
            "-section",
            "tsa",
            "-queryfile",
            self.folder / "tsq",
            *signer,
        )
        openssl(*command, "-out", self.folder / "tsr")
        return (self.folder / "tsr").read_bytes()


def unpacked() -> dict[str, bytes]:
    with zipfile.ZipFile(PACKET / "bags" / "02.zip") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def stamped(stamps: dict[str, bytes]) -> bytes:
    """The rich packet with files below timestamps/, its tag manifest made anew."""
    files = unpacked()
    (root,) = {name.split("/")[0] for name in files}
    tags = f"{root}/tagmanifest-sha256.txt"
    files |= {f"{root}/timestamps/{name}": octets for name, octets in stamps.items()}
    tagged = {name: octets for name, octets in files.items() if name != tags and "/data/" not in name}
    listed = {name.partition("/")[2]: hashlib.sha256(octets).hexdigest() for name, octets in tagged.items()}
    files[tags] = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(listed.items())).encode()
    entries = [Entry(name, len(octets), zlib.crc32(octets), 1_795_000_000) for name, octets in files.items()]
    return b"".join(local_header(each) + files[each.name] for each in entries) + directory(entries)


def member(name: str) -> bytes:
    return next(octets for each, octets in unpacked().items() if each.endswith(name))


def flipped(token: bytes, at: int) -> bytes:
    return token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]


def later(token: bytes) -> bytes:
    """The same token, its time one day on."""
    at = token.index(b"\x18\x0f20") + 2 + 7
    return token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]


def main() -> None:
    folder = PACKET / "stamped"
    folder.mkdir(exist_ok=True)
    manifest, line = member("/manifest-sha256.txt"), member("custody/A.jsonl").split(b"\n")[2]
    ours, another = authority("tsa.example.org"), authority("another.example.org")
    chain, foreign = ours.chain_pem.encode(), another.chain_pem.encode()
    whole, of_line = ours.answer(query(manifest, "-cert")), ours.answer(query(line, "-cert"))
    bare = ours.answer(query(manifest))
    told: list[dict[str, object]] = []

    def vector(note: str, verdict: str, beside: dict[str, bytes], **rest: object) -> None:
        name = f"{len(told) + 1:02}.zip"
        (folder / name).write_bytes(stamped(beside))
        told.append(
            {"file": name, "note": note, "trusted": None, "verdict": verdict, "findings": [], "stamps": []} | rest
        )

    def seen(name: str, *, signed: bool | None = True, trusted: bool = False) -> dict[str, object]:
        return {"path": f"timestamps/{name}", "signed": signed, "trusted": trusted}

    def wrong(code: str, name: str) -> dict[str, object]:
        return {"findings": [{"code": code, "subject": f"timestamps/{name}"}]}

    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
    ):
        rsa = Elsewhere(Path(one), "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
        p384 = Elsewhere(Path(two), "EC", "-pkeyopt", "ec_paramgen_curve:P-384")
        mail = authority_for_mail()
        pems = {"ours.pem": chain, "another.pem": foreign, "rsa.pem": rsa.chain, "p384.pem": p384.chain}
        for name, pem in pems.items():
            (folder / name).write_bytes(pem)
        both = {MANIFEST: whole, LINE: of_line, "tsa-chain.pem": chain}
        two_seen = [seen(LINE), seen(MANIFEST)]
        vector("stamped: nobody says whom to trust", "consistent", both, stamps=two_seen)
        vector(
            "stamped, by a trusted authority",
            "intact",
            both,
            trusted="ours.pem",
            stamps=[seen(LINE, trusted=True), seen(MANIFEST, trusted=True)],
        )
        vector(
            "stamped, by another authority than the trusted one",
            "consistent",
            both,
            trusted="another.pem",
            stamps=two_seen,
        )
        vector(
            "a custody line stamped, the manifest not",
            "consistent",
            {LINE: of_line, "tsa-chain.pem": chain},
            trusted="ours.pem",
            stamps=[seen(LINE, trusted=True)],
        )
        vector(
            "a stamp without its certificate, the chain beside it",
            "consistent",
            {MANIFEST: bare, "tsa-chain.pem": chain},
            stamps=[seen(MANIFEST)],
        )
        vector(
            "a stamp of which nobody brought the certificate",
            "consistent",
            {MANIFEST: bare},
            stamps=[seen(MANIFEST, signed=None)],
        )
        vector(
            "a stamp of another hash as the manifest's",
            "altered",
            both | {MANIFEST: of_line},
            stamps=[seen(LINE)],
            **wrong("timestamp_foreign", MANIFEST),
        )
        vector(
            "a stamp of another hash as a custody line's",
            "altered",
            both | {LINE: whole},
            trusted="ours.pem",
            stamps=[seen(MANIFEST, trusted=True)],
            **wrong("timestamp_foreign", LINE),
        )
        vector(
            "a stamp of a line that there is not",
            "altered",
            {"custody-Z-1.tsr": of_line, "tsa-chain.pem": chain},
            **wrong("timestamp_foreign", "custody-Z-1.tsr"),
        )
        vector(
            "a stamp by a name that means nothing",
            "altered",
            {"other.tsr": whole, "tsa-chain.pem": chain},
            **wrong("timestamp_foreign", "other.tsr"),
        )
        vector(
            "one bit of the signature",
            "altered",
            {MANIFEST: flipped(whole, len(whole) - 9), "tsa-chain.pem": chain},
            **wrong("timestamp_unreadable", MANIFEST),
        )
        vector(
            "the time of a stamp changed",
            "altered",
            {MANIFEST: later(whole), "tsa-chain.pem": chain},
            **wrong("timestamp_unreadable", MANIFEST),
        )
        vector(
            "a stamp cut short",
            "altered",
            {MANIFEST: whole[:-1], "tsa-chain.pem": chain},
            **wrong("timestamp_unreadable", MANIFEST),
        )
        vector("no stamp at all", "altered", {MANIFEST: b"no token"}, **wrong("timestamp_unreadable", MANIFEST))
        vector(
            "a chain of somebody else",
            "altered",
            {MANIFEST: bare, "tsa-chain.pem": foreign},
            **wrong("timestamp_unreadable", MANIFEST),
        )
        vector(
            "a certificate that is not for timestamps",
            "altered",
            {MANIFEST: mail.answer(query(manifest, "-cert")), "tsa-chain.pem": mail.chain_pem.encode()},
            **wrong("timestamp_unreadable", MANIFEST),
        )
        for name, elsewhere in (("rsa.pem", rsa), ("p384.pem", p384)):
            stamps = {MANIFEST: elsewhere.answer(query(manifest, "-cert")), "tsa-chain.pem": elsewhere.chain}
            vector(f"stamped by OpenSSL, {name}", "intact", stamps, trusted=name, stamps=[seen(MANIFEST, trusted=True)])
    told_text = json.dumps({"source": "docs/packet-format.md", "bags": told}, indent=1)
    (folder / "expected.json").write_text(told_text + "\n", "utf-8")


def authority_for_mail() -> Authority:
    """The right key and chain, and a certificate that says e-mail."""
    from unittest.mock import patch

    from cryptography.x509.oid import ExtendedKeyUsageOID

    with patch.object(ExtendedKeyUsageOID, "TIME_STAMPING", ExtendedKeyUsageOID.EMAIL_PROTECTION):
        return authority("mail.example.org")


if __name__ == "__main__":
    main()
