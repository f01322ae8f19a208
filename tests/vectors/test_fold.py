"""The fold follows from docs/model.md alone, without the phone's code: any order, any repeat, the same state."""

import json
import random
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.vectors.reading import vectors

VECTORS = vectors("fold")
NEW_CALL: dict[str, Any] = {
    **dict.fromkeys(("service", "name", "rank", "badge", "phone", "said", "file_number"), ""),
    **dict.fromkeys(("promised", "number", "followup", "after")),
    "role": "complaint_taker",
    "marks": [],
    "state": "on",
}
Entry = dict[str, Any]


def in_all_orders(entries: list[Entry]) -> list[list[Entry]]:
    shuffled = random.Random(1).sample(entries, len(entries))
    return [entries, entries[::-1], shuffled, entries + entries[:2]]


class Log:
    """A set of records: of two events under one id the earlier holds, of a field every value in order."""

    def __init__(self, entries: list[Entry]) -> None:
        self.events: dict[str, Entry] = {}
        self.fields: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in entries:
            rec = entry["rec"]
            if rec["k"] == "e":
                there = self.events.get(rec["id"])
                self.events[rec["id"]] = min([entry, *([there] if there else [])], key=event_order)
            else:
                versions = self.fields.setdefault((rec["entity"], rec["id"], rec["field"]), [])
                if entry not in versions:
                    versions.append(entry)
        for versions in self.fields.values():
            versions.sort(key=lambda one: (one["rec"]["hlc"], one["device"]))

    def of(self, kind: str) -> list[Entry]:
        found = [entry for entry in self.events.values() if entry["rec"]["type"] == kind]
        return sorted(found, key=lambda one: (one["rec"]["at"], one["rec"]["id"]))

    def ids(self, entity: str) -> set[str]:
        return {one for kind, one, _ in self.fields if kind == entity}

    def now(self, entity: str, one: str, field: str, otherwise: Any = None) -> Any:
        versions = self.fields.get((entity, one, field))
        return versions[-1]["rec"]["value"] if versions else otherwise


def event_order(entry: Entry) -> tuple[int, str]:
    return entry["rec"]["at"], entry["device"]


def exhibits(log: Log) -> dict[str, Any]:
    found = {}
    for entry in log.of("exhibit"):
        one, body = entry["rec"]["id"], entry["rec"]["body"]
        holds, removed = dict(body), [r["rec"]["at"] for r in log.of("removed") if r["rec"]["body"]["of"] == one]
        for correction in log.of("correction"):
            if correction["rec"]["body"]["of"] == one:
                holds |= correction["rec"]["body"]["fields"]
        first, what = body["described"]["what"], holds["described"]["what"]
        found[one] = {"label": body["label"], "what": what, "removed": min(removed, default=None)}
        found[one] |= {} if first == what else {"first": first}
    return found


def notes(log: Log) -> dict[str, Any]:
    texts = {one: log.fields.get(("note", one, "text"), []) for one in log.ids("note")}
    return {
        one: {
            "text": versions[-1]["rec"]["value"],
            "versions": [version["rec"]["value"] for version in versions],
            "removed": log.now("note", one, "removed", otherwise=False),
        }
        for one, versions in texts.items()
        if versions
    }


def calls(log: Log) -> dict[str, Any]:
    return {
        one: {"started": log.now("call", one, "started")}
        | {field: log.now("call", one, field, otherwise) for field, otherwise in NEW_CALL.items()}
        for one in log.ids("call")
        if ("call", one, "started") in log.fields
    }


def followups(log: Log) -> dict[str, Any]:
    found = {}
    for one in log.ids("followup"):
        due, zone, snoozed = (log.now("followup", one, field) for field in ("due", "zone", "snoozed"))
        if due is not None and zone is not None:
            instants = [instant(local, zone) for local in (due, snoozed) if local is not None]
            rule, rev = log.now("followup", one, "rule"), rev_of(log, one)
            found[one] = {"due": due, "rule": rule, "snoozed": snoozed, "dueAt": max(instants), "rev": rev}
    return found


def rev_of(log: Log, one: str) -> int:
    counts: dict[str, int] = {}
    for entry in log.fields.get(("followup", one, "rev"), []):
        counts[entry["device"]] = max(entry["rec"]["value"], counts.get(entry["device"], 0))
    return sum(counts.values()) or 1


def instant(local: str, zone: str) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def number_of(line: str) -> int:
    try:
        return int(json.loads(line)["n"])
    except ValueError:
        return 0


def custody(log: Log) -> dict[str, list[str]]:
    chains: dict[str, list[str]] = {}
    for entry in log.of("custody"):
        body = entry["rec"]["body"]
        chains.setdefault(body.get("device", entry["device"]), []).append(body["line"])
    return {device: sorted(lines, key=number_of) for device, lines in chains.items()}


def home_cases(log: Log) -> list[dict[str, Any]]:
    found: dict[str, tuple[int, str]] = {}
    for entry in log.of("case_key"):
        found.setdefault(entry["rec"]["body"]["case"], (entry["rec"]["at"], entry["rec"]["body"]["ck"]))
    return [
        {
            "id": one,
            "title": log.now("case", one, "title", ""),
            "archived": log.now("case", one, "archived", otherwise=False),
            "labels": log.now("case", one, "labels", {}),
            "ck": ck,
        }
        for one, (_, ck) in sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    ]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["note"])
def test_a_case(case: dict[str, Any]) -> None:
    for entries in in_all_orders(case["entries"]):
        log = Log(entries)
        assert exhibits(log) == case["exhibits"]
        assert notes(log) == case["notes"]
        assert calls(log) == case.get("calls", {})
        assert followups(log) == case.get("followups", {})
        assert custody(log) == case.get("custody", {})


@pytest.mark.parametrize("case", VECTORS["home"], ids=lambda case: case["note"])
def test_the_list_of_cases(case: dict[str, Any]) -> None:
    for entries in in_all_orders(case["entries"]):
        assert home_cases(Log(entries)) == case["cases"]
