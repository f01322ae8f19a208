"""A push service that fails again and again is left alone for a while, so that it holds up no other."""

from dataclasses import dataclass, field

from server import clock

_FAILURES = 5
_MOST = 1000
_FIRST_MS, _LONGEST_MS = 15_000, 600_000


@dataclass
class _State:
    failures: int = 0
    rest_ms: int = _FIRST_MS
    until_ms: int = 0
    probing: bool = False


@dataclass
class Breaker:
    """How each origin fares, as one worker has seen it."""

    _states: dict[str, _State] = field(default_factory=dict)

    def wait_ms(self, origin: str) -> int:
        """How long to leave the origin alone: 0 lets one try through, or all while it is well."""
        state = self._states.get(origin)
        if state is None or state.failures < _FAILURES:
            return 0
        left = state.until_ms - clock.now_ms()
        if left > 0 or state.probing:
            return max(left, _FIRST_MS)
        state.probing = True
        return 0

    def told(self, origin: str, *, well: bool) -> None:
        """What became of a try there."""
        if well:
            self._states.pop(origin, None)
            return
        state = self._states.pop(origin, None) or _State()
        if len(self._states) >= _MOST:  # names are free to invent: the one that failed longest ago is forgotten
            del self._states[next(iter(self._states))]
        self._states[origin] = state
        state.failures += 1
        if state.failures == _FAILURES or state.probing:
            state.until_ms = clock.now_ms() + state.rest_ms
            state.rest_ms = min(2 * state.rest_ms, _LONGEST_MS)
        state.probing = False
