"""What a family does with what it has saved: in order, with words and a time, linked, and taken out again."""

import base64

from playwright.sync_api import expect

from tests.e2e import evening, odd_files, screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

NOTE = "She told me at breakfast."
FIRST_WORDS, LAST_WORDS = "The threat", "The threat, with the username on top"

HANDED = """([how, files]) => {
  const data = new DataTransfer();
  for (const [name, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/png" }));
  }
  const about = { bubbles: true, cancelable: true };
  const event = how === "drop"
    ? new DragEvent(how, { ...about, dataTransfer: data })
    : new ClipboardEvent(how, { ...about, clipboardData: data });
  document.body.dispatchEvent(event);
}"""
"""Files that come by `drop`, or by `paste` with a keyboard."""
COPY = """async (base64) => {
  const blob = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}"""


def encoded(shade: int) -> str:
    return base64.b64encode(odd_files.small_png(shade)).decode()


def dropped_and_pasted(screen: ChromiumScreen) -> None:
    for how, name, shade in (("drop", "one.png", 1), ("paste", "two.png", 2)):
        screen.page.evaluate(HANDED, [how, [[name, encoded(shade)]]])
        screen.title("capture.gate_title")
        screen.tap("capture.gate_no")
        screen.title("capture.saved_title", n=1)
    screen.tap("capture.more")
    screen.page.evaluate(COPY, encoded(3))
    screen.tap("capture.paste")
    screen.title("capture.gate_title")
    screen.tap("capture.gate_no")
    screen.title("capture.saved_title", n=1)


def put_in_order(screen: ChromiumScreen) -> None:
    """By keyboard, then by dragging; and it is so after a reload."""
    screen.arrive("record/order")
    grip = screen.find(screen.words("record.order.grip", label="A-003"))
    grip.focus()
    screen.page.keyboard.press("ArrowUp")
    screen.says("record.order.moved", label="A-003", place=2, total=3)
    held, first = grip.bounding_box(), screen.page.get_by_role("listitem").first.bounding_box()
    assert held is not None
    assert first is not None
    screen.page.mouse.move(held["x"] + 10, held["y"] + 10)
    screen.page.mouse.down()
    screen.page.mouse.move(held["x"] + 10, first["y"] + 10, steps=4)
    screen.page.mouse.up()
    screen.says("record.order.moved", label="A-003", place=1, total=3)
    screen.page.reload()
    titles = screen.page.get_by_role("main").locator(".row-title")
    expect(titles).to_have_text(["A-003", "A-001", "A-002"])


def described(screen: ChromiumScreen) -> None:
    """One exhibit: a caption and the one before it, a time between two, and what belongs with it."""
    screen.arrive("record")
    screen.find("A-001", "link").tap()
    screen.reads(screen.words("record.via_words.drop"))
    for words in (FIRST_WORDS, LAST_WORDS):
        screen.fill("record.caption", words)
        screen.tap("record.caption_save")
        expect(screen.find(screen.words("record.caption_save"))).to_have_count(0)
    screen.page.get_by_text(screen.words("record.earlier", n=1)).tap()
    screen.reads(FIRST_WORDS)
    screen.page.get_by_text(screen.words("record.happened.ask")).tap()
    screen.choose("record.happened.kind.between")
    screen.fill("record.happened.day_from", "2026-11-20")
    screen.fill("record.happened.day_to", "2026-11-19")
    screen.tap("ui.save")
    screen.says("record.happened.order")
    screen.fill("record.happened.day_to", "2026-11-21")
    screen.tap("ui.save")
    screen.says("ui.saved_here")
    linking = screen.page.get_by_label(screen.words("record.linked.add"))
    linking.select_option(label="A-002 · two.png")
    screen.tap("record.linked.save")
    screen.find("A-002", "link").tap()
    screen.title("record.exhibit_title", label="A-002")
    screen.find(f"A-001 · {LAST_WORDS}", "link").wait_for()


def an_account_involved(screen: ChromiumScreen) -> None:
    screen.arrive("profiles/new")
    screen.fill("record.profile.field.platform", "Instagram")
    screen.fill("record.profile.field.username", "tyler.oregon")
    screen.tap("ui.save")
    screen.find("tyler.oregon", "heading").wait_for()
    screen.says("record.profile.platform_card", platform="Instagram")


def linked_with(screen: ChromiumScreen, words: str) -> None:
    """The account with what has these words in its name: told on both sides."""
    screen.arrive("record")
    screen.find("tyler.oregon", "link").tap()
    linking = screen.page.get_by_label(screen.words("record.linked.add"))
    linking.select_option(linking.locator("option", has_text=words).get_attribute("value"))
    screen.tap("record.linked.save")
    screen.page.get_by_role("link").filter(has_text=words).tap()
    screen.find("tyler.oregon", "link").wait_for()


def only_one_kind(screen: ChromiumScreen) -> None:
    screen.arrive("record")
    note, account = (screen.find(title, "link") for title in (NOTE, "tyler.oregon"))
    screen.tap("record.kind.profile")
    expect(note).to_have_count(0)
    expect(account).to_have_count(1)
    screen.tap("record.kind.all")
    expect(note).to_have_count(1)


def ask_to_remove(screen: ChromiumScreen, title: str) -> None:
    screen.go("record")
    screen.title("record.title")
    screen.find(title, "link").tap()
    screen.tap("record.remove.open")
    screen.says("record.remove.police")
    screen.says("record.remove.export_first")
    screen.tap("record.remove.confirm")
    screen.title("record.title")


def taken_out(screen: ChromiumScreen) -> None:
    """With the warning of a file number; undone in time, or final with the next one."""
    note, account = (screen.find(title, "link") for title in (NOTE, "tyler.oregon"))
    ask_to_remove(screen, NOTE)
    expect(note).to_have_count(0)
    screen.tap("ui.undo")
    expect(note).to_have_count(1)
    ask_to_remove(screen, NOTE)
    ask_to_remove(screen, "tyler.oregon")
    screen.tap("ui.undo")
    screen.page.reload()
    expect(account).to_have_count(1)
    expect(note).to_have_count(0)


def test_what_was_saved_is_put_in_order_described_linked_and_taken_out(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    screen = new_phone("dana", server.origin).open()
    screens.first_run(screen)
    screens.write_note(screen, NOTE)
    dropped_and_pasted(screen)
    put_in_order(screen)
    described(screen)
    an_account_involved(screen)
    screen.arrive("today")
    screens.log_call(screen, evening.CALL)
    for words in ("two.png", evening.CALL.name):
        linked_with(screen, words)
    only_one_kind(screen)
    taken_out(screen)
