"""A walk through every screen of the app: by address, through one of each kind of thing, and behind the lock."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e import account_screens, evening, packets, screens, statements
from tests.e2e.chromium_screen import ChromiumScreen

PLACES = (
    "record",
    "today",
    "capture",
    "capture/describe",
    "capture/share-missed",
    "notes/new",
    "calls/new",
    "calls/start",
    "numbers/new",
    "again",
    "doors",
    "doors/emergency",
    "doors/images",
    "doors/victims",
    "outcomes",
    "outcomes/new",
    "statement",
    "followups",
    "followups/new",
    "followups/clock",
    "guide",
    "guide/right_now_parent",
    "guide/police_words",
    "guide/support",
    "guide/traces",
    "guide/waiting",
    "account",
    "account/new",
    "copies",
    "account/sign-in",
    "account/recover",
    "account/passphrase",
    "account/code",
    "account/devices",
    "account/sign-out",
    "account/delete",
    "account/passkeys",
    "exports",
    "exports/read",
    "exports/move",
    "settings/phone",
    "settings/storage",
    "record/order",
    "profiles/new",
    "cases",
    "settings",
    "privacy",
    "shared",
    "packets",
    "packets/new",
    "packets/details",
    "packets/review",
    "packets/give",
    "packets/paper",
    "packets/pdf",
    "packets/sets",
    "packets/form",
    "packets/brief",
)
WITH_AN_ACCOUNT = (
    *(place for place in PLACES if place.startswith("account") and place != "account/new"),
    "today",
    "followups",
    "copies",
    "settings",
    "settings/storage",
)
LOCKED_PLACES = (
    "unlock",
    "guide",
    "guide/police_words",
    "locked/note",
    "locked/pictures",
    "capture/share-missed",
    "capture/share-large",
    "capture/share-full",
    "shared",
)
PASSPHRASE = "harbour lantern quiet kelp"


def here(screen: ChromiumScreen) -> str:
    """The place in the address bar."""
    return urlsplit(screen.page.url).fragment.removeprefix("/").partition("?")[0]


def by_address(screen: ChromiumScreen) -> Iterator[str]:
    for place in PLACES:
        screen.arrive(place)
        yield place


def things(screen: ChromiumScreen) -> Iterator[str]:
    """One of each kind of thing in the record."""
    screen.arrive("record")
    expect(screen.rows()).to_have_count(len(evening.LABELS) + len(("note", "call", "number", "follow-up")))
    for number in range(screen.rows().count()):
        screen.open_row(number)
        yield f"record row {number}"
        screen.arrive("record")
    screen.find(evening.Evening().note.split(",")[0], "link").tap()
    screen.follow("record.note_edit")
    screen.title("capture.note_edit_title")
    yield "a note again"
    screen.arrive("profiles/new")
    screen.fill("record.profile.field.username", "tyler.oregon")
    screen.tap("ui.save")
    screen.find("tyler.oregon", "heading").wait_for()
    yield "an account involved"
    screen.arrive("followups")
    screen.find(evening.CALL.file_number, "link").tap()
    screen.title("followups.detail_title")
    followup = here(screen)
    yield "a follow-up"
    screen.tap("followups.change")
    screen.find(screen.words("ui.save")).wait_for()
    yield "a follow-up that is changed"
    screen.arrive(followup.replace("followups", "task"))
    yield "a task"


def statement(screen: ChromiumScreen) -> Iterator[str]:
    """One statement as it is begun, written, read through, sealed, and read."""
    yield from written(screen, "adult")
    screen.tap("statement.editor.saw")
    screen.page.get_by_label(screen.words("statement.editor.exhibits_add")).first.select_option(index=1)
    statements.passage(screen, 1).fill("She said she wants to die.")
    screen.says("statement.heavy.title")
    yield "statement with heavy words"
    screen.tap("statement.editor.add")
    statements.passage(screen, 2).fill("I was ill that winter.")
    statements.keep_private(screen, 2)
    yield "statement with a private passage"
    statements.read_through(screen)
    yield "statement read through"
    statements.seal(screen)
    yield "sealed statement"
    screen.follow("statement.sealed.read")
    yield "statement read aloud"
    yield from written(screen, "young_under18")


def packet(screen: ChromiumScreen) -> Iterator[str]:
    """One packet as it is begun, answered, looked through, made in each form, and noted as handed over."""
    packets.to_details(screen)
    yield "packet details"
    packets.to_review(screen, {"my_name": "Dana Haddad", "deadline": "Friday 20:00"})
    for part in screen.page.locator("main details > summary").all():
        part.tap()
    yield "packet review"
    packets.to_hand_over(screen, "Constable Roy")
    yield "packet hand-over"
    for way in ("paper", "sets", "form"):
        screen.follow(f"packets.{way}")
        screen.find(screen.words("packets.note_it")).wait_for()
        yield f"packet {way}"
        screen.arrive("packets/give")
    screen.tap("packets.bag_make")
    screen.title("packets.made")
    screen.tap("exports.download")
    screen.says("packets.noted")
    yield "packet made"
    screen.follow("ui.done")
    screen.reads("Constable Roy")
    yield "packets handed over"


def written(screen: ChromiumScreen, kind: str) -> Iterator[str]:
    statements.begin(screen, kind)
    screen.tap("statement.editor.add_threat")
    statements.threat(screen, 1).wait_for()
    yield f"statement of {kind}"


def pictures(screen: ChromiumScreen) -> Iterator[str]:
    """The steps between choosing and saved."""
    first = evening.screenshots()[:1]
    screen.arrive("capture")
    screen.pick("capture.choose", first)
    screen.title("capture.gate_title")
    yield "the question before saving"
    screen.tap("capture.gate_cover")
    screen.tap("capture.cover.add")
    screen.page.get_by_label(screen.words("capture.cover.original"), exact=True).wait_for()
    yield "covering"
    screen.tap("capture.cover.next_covered", n=1)
    screen.title("capture.saved_title", n=1)
    yield "saved pictures"
    screen.tap("capture.more")
    screen.pick("capture.choose", first)
    screen.tap("capture.gate_yes")
    screen.title("capture.stopped_title")
    yield "what must not be saved"


def calls(screen: ChromiumScreen) -> Iterator[str]:
    """A call while it goes on, refused, and over."""
    service = evening.CALL.service
    screen.arrive("calls/start")
    screen.fill("calls.service", service)
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service=service)
    screen.page.locator("blockquote.script").first.wait_for()
    screen.tap("calls.mark.file_number")
    screen.tap("calls.mark.call_back")
    yield "on the line"
    screen.tap("calls.they_said_no")
    screen.says("calls.climbed", role=screen.words("calls.role.supervisor"))
    yield "on the line, one step up"
    screen.tap("calls.they_said_no")
    screen.title("calls.refused_title")
    yield "refused twice"
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service=service)
    screen.tap("calls.hung_up")
    screen.title("calls.ended_title")
    yield "a call that is over"


def waiting(screen: ChromiumScreen) -> Iterator[str]:
    """The checklist: a tick is there again after the page was gone."""
    screen.arrive("guide/waiting")
    screen.page.get_by_role("checkbox").first.check()
    screen.page.wait_for_timeout(300)
    screen.page.reload()
    expect(screen.page.get_by_role("checkbox").first).to_be_checked()
    expect(screen.page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    yield "the checklist with a tick"


def doors(screen: ChromiumScreen) -> Iterator[str]:
    """What it is about, and one door that was knocked at."""
    screen.arrive("doors")
    screen.tap("doors.matter.money")
    screen.page.get_by_text(screen.words("doors.others"), exact=True).tap()
    yield "the doors for money"
    screen.follow("doors.door.bank.name")
    screen.title("doors.door.bank.name")
    screen.fill("numbers.value", "REF 55-1907")
    screen.tap("numbers.save")
    screen.reads("REF 55-1907")
    screen.tap("doors.plan")
    screen.title("followups.detail_title")
    screen.arrive("doors/bank")
    screen.find(screen.words("doors.ask", who=screen.words("doors.door.bank.name")), "link").wait_for()
    assert screen.find(screen.words("doors.state.done")).get_attribute("aria-pressed") == "true"
    yield "a door that was knocked at"


def outcome(screen: ChromiumScreen) -> Iterator[str]:
    """How it ended, with who helps in that province."""
    screens.write_outcome(screen, "closed", "QC")
    yield "an outcome"


def locked(screen: ChromiumScreen, followup: str) -> Iterator[str]:
    """What opens without the keys."""
    screen.go("account")
    screen.tap("accounts.lock_now")
    screen.title("accounts.locked_title")
    yield "locked"
    for place in (*LOCKED_PLACES[1:], followup.replace("followups", "task")):
        screen.arrive(place)
        yield f"locked {place}"
    screen.arrive("unlock")
    account_screens.unlock(screen, PASSPHRASE)
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "today.title")


def locked_call(screen: ChromiumScreen) -> Iterator[str]:
    """A call that goes on when the lock comes."""
    screen.arrive("calls/start")
    screen.fill("calls.service", evening.CALL.service)
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service=evening.CALL.service)
    screen.page.reload()
    screen.title("calls.on_title")
    screen.page.locator("blockquote.script").first.wait_for()
    yield "on the line behind the lock"


def broken(screen: ChromiumScreen) -> Iterator[str]:
    """A store that a later version has made: this one must not touch it."""
    page = screen.page
    origin = "/".join(page.url.split("/")[:3])
    page.goto(f"{origin}/en/help")
    page.evaluate("""() => new Promise((done) => {
      const opening = indexedDB.open("holdfast", 9999);
      opening.onsuccess = () => { opening.result.close(); done(null); };
    })""")
    page.goto(origin)
    screen.title("app.broken_title")
    yield "broken"


def set_up(screen: ChromiumScreen) -> None:
    screens.first_run(screen)
    evening.save_everything(screen, evening.Evening())
