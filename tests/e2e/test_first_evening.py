"""The main job from end to end: kept offline, survives a dead battery, and is on two other phones afterwards."""

from tests.e2e import account_screens, screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.evening import Evening, everything_is_there, save_everything
from tests.e2e.running_server import RunningServer

PASSPHRASE = "harbour lantern quiet kelp"


def test_an_evening_saved_offline_survives_a_kill_and_reaches_two_other_phones(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    evening = Evening()
    login = f"dana.{language}"
    dana = new_phone("dana", server.origin, language)
    screen = dana.open()
    screens.first_run(screen)
    dana.controlled()
    dana.context.set_offline(True)
    save_everything(screen, evening)
    dana.kill()

    screen = dana.open(offline=True)
    everything_is_there(screen, evening)

    dana.context.set_offline(False)
    code = account_screens.sign_up(screen, login, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)

    second = new_phone("dana-tablet", server.origin, language).open()
    account_screens.sign_in(second, login, PASSPHRASE)
    everything_is_there(second, evening)

    third = new_phone("dana-new-phone", server.origin, language).open()
    account_screens.recover(third, code)
    everything_is_there(third, evening)
