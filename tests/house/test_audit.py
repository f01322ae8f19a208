"""What the audits could not ask is neither a finding nor a clean bill."""

import pytest

from scripts import audit
from tests.house.tree import ROOT

CLEAN = audit.Audit("clean", (), 90, None)
UNASKED = audit.Audit("unasked", (), 0, "no answer within 180 s")
FOUND = audit.Audit("found", ("paper 1.0: ADVISORY-1",), 90, None)


@pytest.mark.parametrize(
    ("told", "code"),
    [((CLEAN, CLEAN), 0), ((CLEAN, UNASKED), audit.UNASKED), ((UNASKED, FOUND), 1), ((FOUND, CLEAN), 1)],
)
def test_its_exit_code_tells_the_three_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: tuple[audit.Audit, ...], code: int
) -> None:
    monkeypatch.setattr(audit, "python_audit", lambda: told[0])
    monkeypatch.setattr(audit, "node_audit", lambda _folder: told[1])
    assert audit.main() == code
    printed = capsys.readouterr().out
    assert ("not audited: no answer" in printed) is (UNASKED in told)
    assert ("ADVISORY-1" in printed) is (FOUND in told)


def test_the_last_line_of_make_check_says_what_was_not_asked() -> None:
    check = (ROOT / "scripts" / "check.sh").read_text("utf-8")
    assert f"  {audit.UNASKED}) unasked=" in check
    assert check.rstrip().endswith('echo "check found nothing.$unasked"')
