"""Asks the public advisory services about every locked package, and says plainly what could not be asked."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT_S = 180
UNASKED = 75
"""The exit code sysexits.h has for what may go through later."""


@dataclass(frozen=True)
class Audit:
    """What one service said: advisories found, packages it answered for, and why the rest stayed unasked."""

    name: str
    findings: tuple[str, ...]
    audited: int
    not_audited: str | None


def json_from(command: list[str], cwd: Path) -> Any:
    """The JSON a tool printed, or the reason as text when it printed none."""
    try:
        ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer within {TIMEOUT_S} s"
    try:
        return json.loads(ran.stdout)
    except json.JSONDecodeError:
        lines = ran.stderr.strip().splitlines()
        return lines[-1] if lines else f"exit code {ran.returncode} and no output"


def python_audit() -> Audit:
    """Every package of requirements/dev.lock, which contains the app's."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    answer = json_from([*command, "--disable-pip", "--require-hashes", "-r", "requirements/dev.lock"], ROOT)
    if not isinstance(answer, dict):
        return Audit("pip-audit", (), 0, str(answer))
    packages = answer["dependencies"]
    skipped = [package for package in packages if "skip_reason" in package]
    findings = tuple(
        f"{package['name']} {package['version']}: {advisory['id']}"
        for package in packages
        for advisory in package.get("vulns", [])
    )
    reason = f"{len(skipped)} of {len(packages)} packages; {skipped[0]['skip_reason']}" if skipped else None
    return Audit("pip-audit", findings, len(packages) - len(skipped), reason)


def node_audit(folder: str) -> Audit:
    """Every package of the folder's package-lock.json."""
    answer = json_from(["npm", "audit", "--json"], ROOT / folder)
    if not isinstance(answer, dict):
        return Audit(f"npm audit of {folder}", (), 0, str(answer))
    if "metadata" not in answer:
        return Audit(f"npm audit of {folder}", (), 0, str(answer.get("message", "unreadable answer")))
    findings = tuple(
        f"{name}: {found['severity']}" for name, found in sorted(answer.get("vulnerabilities", {}).items())
    )
    return Audit(f"npm audit of {folder}", findings, answer["metadata"]["dependencies"]["total"], None)


def main() -> int:
    """Prints what both services said; 1 when either knows an advisory, UNASKED when one was not asked about all."""
    failed = unasked = False
    for audit in (python_audit(), node_audit("pwa"), node_audit("tests/bench/node")):
        print(f"{audit.name}: {audit.audited} packages audited, {len(audit.findings)} advisories")
        for finding in audit.findings:
            print(f"  {finding}")
        if audit.not_audited:
            print(f"  not audited: {audit.not_audited}")
        failed = failed or bool(audit.findings)
        unasked = unasked or audit.not_audited is not None
    return 1 if failed else UNASKED if unasked else 0


if __name__ == "__main__":
    sys.exit(main())
