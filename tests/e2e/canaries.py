"""What the canary journey types: for every free text of the model a word that exists nowhere else."""

from tests.e2e.screens import Call

LOGIN = "wren.zephyr.4410"
PASSPHRASE = "Quagmire-Passphrase-5521"
PAINTED = "Obelisk-Pixels-3082"
FILE_NAMES = ["Marmalade-File-1.png", "Marmalade-File-2.png", "Marmalade-File-3.jpg"]
HEAVY = "Larkspur-Statement-5590 says she wants to die"
THREAT = "Wolfram-Threat-2218"
CALL = Call(
    service="Verdigris-Service-2230",
    name="Ptarmigan-Person-8841",
    badge="Badge-Xyster-17",
    phone="604-555-8392",
    said="Thimble-Said-4096",
    file_number="FN-Quillon-51734",
)
PROFILE_FIELDS = ("platform", "username", "display", "url", "user_id", "phone", "email", "payment", "wallet", "about")
PACKET_FIELDS = (
    *("my_name", "my_birth_date", "my_address", "my_phone", "safe_time"),
    *("child_name", "child_birth_date", "child_address", "child_phone"),
    *("last_contact", "deadline", "money", "transactions", "images_device"),
)

TYPED = {
    "case.title": "Juniper-Case-6604",
    "settings.neutral_words": "Marigold-Neutral-3348",
    "settings.login": LOGIN,
    "passkey.name": "Saffron-Passkey-6127",
    "note.text": "Kestrel-Note-7719 été",
    "exhibit.name": FILE_NAMES[0],
    "exhibit.caption": "Peregrine-Caption-2984",
    "covered.original": "Umber-Original-7750",
    "described.what": "Sassafras-What-1",
    "described.app": "Sassafras-App-2",
    "described.account": "Sassafras-Account-3",
    "described.device": "Sassafras-Device-4",
    "described.seen_by": "Sassafras-Seen-5",
    "described.happened": "Sassafras-When-6",
    **{f"profile.{field}": f"Willet-{field.title()}-{4100 + n}" for n, field in enumerate(PROFILE_FIELDS)},
    **{f"packet.{field}": f"Dotterel-{field.title()}-{8200 + n}" for n, field in enumerate(PACKET_FIELDS)},
    "packet.to": "Dotterel-Constable-8299",
    "contact.service": CALL.service,
    "contact.name": CALL.name,
    "contact.badge": CALL.badge,
    "contact.phone": CALL.phone,
    "contact.said": CALL.said,
    "number.org": "Cinnabar-Org-6613",
    "number.value": "CT-Larkspur-80217",
    "outcome.said": "Cormorant-Outcome-6071",
    "addition.text": "Tamarack-Addition-5170",
    "correction.fields": "Gossamer-Correction-7342",
    "followup.ask": "Halcyon-Ask-9127",
    "clock.item": "Basalt-Item-3391",
    "clock.receipt": "Basalt-Receipt-3392",
    "clock.officer": "Basalt-Officer-3393",
    "call.service": "Dunlin-Service-5501",
    "call.phone": "604-555-7716",
    "call.name": "Dunlin-Name-5502",
    "call.badge": "Dunlin-Badge-5503",
    "call.said": "Dunlin-Notes-5504",
    "call.file_number": "FN-Dunlin-55051",
    "passage.text": HEAVY,
    "statement.text": THREAT,
    "private.text": "Hornbeam-Private-8807",
}
"""By place in the model: the record's type or entity, or the map inside it, then the key."""

STAYS_ON_THE_PHONE = {"settings.neutral_words"}
"""Typed and looked for, but each phone keeps its own."""

NOBODY_TYPES = {
    "call.rank": "no screen asks for it",
    "contact.rank": "no screen asks for it",
    "phone.kind": "what the browser calls the device",
    "exhibit.label": "given by the phone",
    "exhibit.mime": "read from the bytes",
    "exhibit.taken": "read from the bytes; a time",
    "exhibit.order": "computed from the places beside it",
    "passage.place": "computed from the places beside it",
    "passage.asked": "a code",
    "packet.voicemail": "a code",
    "packet.still_active": "a code",
    "packet.images": "a code",
    "statement.voice": "a code",
    "contact.outcomes": "codes",
    "doors.about": "codes",
    "followup.due": "a time",
    "followup.snoozed": "a time",
    "followup.zone": "the phone's own",
    "followup.rule": "built from choices",
    "call.promised": "a time",
    "outcome.on": "a day",
    "clock.since": "a day",
    "clock.until": "a day",
}

CANARIES = [*(word for word in TYPED.values() if word != LOGIN), *FILE_NAMES, CALL.file_number, PAINTED, PASSPHRASE]
