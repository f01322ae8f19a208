"""The account and its sync over HTTPS, where the server also checks where a request came from."""

from pathlib import Path

from tests.e2e import account_screens, screens
from tests.e2e.certificate import make_certificate
from tests.e2e.conftest import PhoneMaker, ServerMaker

LOGIN, PASSPHRASE = "noor.over.tls", "salt water and seven stones"
NOTE = "Kept over TLS"


def test_an_account_over_tls_syncs_to_a_second_phone(
    new_phone: PhoneMaker, new_server: ServerMaker, tmp_path: Path
) -> None:
    server, _recording = new_server(certificate=make_certificate(tmp_path))
    noor = new_phone("noor", server.origin)
    screen = noor.open()
    screens.first_run(screen, "me")
    screens.write_note(screen, NOTE)
    account_screens.sign_up(screen, LOGIN, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    cookies = {cookie["name"]: cookie for cookie in noor.context.cookies()}
    assert {"__Host-holdfast", "__Host-holdfast-csrf"} <= cookies.keys()
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies.values())

    second = new_phone("noor-tablet", server.origin).open()
    account_screens.sign_in(second, LOGIN, PASSPHRASE)
    second.go("record")
    second.reads(NOTE)
