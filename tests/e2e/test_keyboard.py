"""By keys alone: a note, a call, a follow-up, the ladder; the focus is seen at every stop, and comes back."""

from server.guides.guide import guides
from tests.e2e.conftest import PhoneMaker
from tests.e2e.keyboard import Keys
from tests.e2e.running_server import RunningServer


def test_a_parent_writes_logs_plans_and_reads_by_keys_alone(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = new_phone("dana", server.origin).open()
    keys = Keys(screen)
    screen.title("first_run.danger_title")
    keys.enter("help.open")
    screen.says("help.emergency.name")
    keys.press("Escape")
    keys.is_back_at("help.open")
    keys.enter("first_run.child")
    keys.enter("first_run.look_around")
    screen.title("today.title")

    keys.enter("capture.add")
    screen.says("capture.pictures_hint")
    keys.stays_within(12)
    keys.press("Escape")
    keys.is_back_at("capture.add")
    keys.press("Enter")
    keys.enter("capture.note")
    keys.write("capture.note_label", "He wants money by Friday.")
    screen.reads(screen.words.stem("capture.note_saved"))
    keys.enter("ui.done")
    screen.title("record.title")

    keys.enter("today.title")
    screen.title("today.title")
    keys.enter("today.step.call_police.action")
    keys.enter("calls.log_past")
    screen.title("calls.title")
    keys.write("calls.service", "Victoria Police")
    keys.tab_to("calls.role.complaint_taker")
    keys.press("ArrowDown")
    keys.press("Space")
    keys.write("calls.said", "An officer will call.")
    keys.write("calls.file_number", "26-41207")
    keys.enter("calls.save")
    screen.title("followups.new_title")
    keys.enter("followups.set")
    screen.title("followups.detail_title")
    screen.reads("26-41207")

    keys.enter("guides.title")
    screen.title("guides.title")
    keys.enter("guides.stages.calling")
    keys.reach(guides()["police_words"].title.said("en"))
    keys.press("Enter")
    screen.page.locator(".ladder").first.wait_for()
    keys.press("Shift+Tab")
    keys.focus()
