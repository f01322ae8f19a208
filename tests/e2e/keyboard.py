"""A phone's screen used by its keys alone: Tab until something has the focus, and every stop on the way can be seen."""

import time

from tests.e2e.chromium_screen import ChromiumScreen, beginning

MOST_STOPS = 120
PATIENCE_S = 10
WITHIN = "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
FOCUSED = """(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const named = at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText ?? "";
  const around = [at, at.closest("label"), at.parentElement].filter((each) => each !== null);
  const drawn = around.map((each) => getComputedStyle(each));
  const box = at.getBoundingClientRect();
  return {
    stop: at.tabIndex >= 0,
    name: named.replace(/\\s+/g, " ").trim(),
    ringed: drawn.some(({ outlineStyle: style, outlineWidth: width }) => style !== "none" && parseFloat(width) >= 2),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
})()"""


class Keys:
    """Nobody touches the screen."""

    def __init__(self, screen: ChromiumScreen) -> None:
        self.screen = screen
        self.press = screen.page.keyboard.press
        self.type = screen.page.keyboard.type

    def focus(self) -> str | None:
        """The name of what has the focus, which must be visible there."""
        found = self.screen.page.evaluate(FOCUSED)
        if found is None or not found["stop"]:  # a heading is given the focus when its screen opens; no Tab stops there
            return None
        assert found["ringed"], f"nothing shows that {found['name']} has the focus"
        assert found["seen"], f"{found['name']} has the focus outside of what is shown"
        return str(found["name"])

    def tab_to(self, key: str, **values: object) -> None:
        self.reach(self.screen.words(key, **values))

    def reach(self, name: str) -> None:
        """Tab by Tab to what has this name; fails when the keys never get there."""
        wanted = beginning(name)
        stops: list[str | None] = []
        for _ in range(MOST_STOPS):
            self.press("Tab")
            stops.append(self.focus())
            if stops[-1] is not None and wanted.match(stops[-1]):
                return
        raise AssertionError(f"no Tab reaches {wanted.pattern}: {stops}")

    def is_back_at(self, key: str) -> None:
        """What was opened from there has closed, and gave the focus back."""
        deadline = time.monotonic() + PATIENCE_S
        while self.focus() != self.screen.words(key):
            assert time.monotonic() < deadline, f"the focus is at {self.focus()}"
            self.screen.page.wait_for_timeout(50)

    def stays_within(self, stops: int) -> None:
        """So many Tabs, and none of them leaves what covers the page but for the browser's own bar."""
        for _ in range(stops):
            self.press("Tab")
            assert self.screen.page.evaluate(WITHIN), self.focus()

    def enter(self, key: str, **values: object) -> None:
        self.tab_to(key, **values)
        self.press("Enter")

    def write(self, key: str, text: str) -> None:
        self.tab_to(key)
        self.type(text)
