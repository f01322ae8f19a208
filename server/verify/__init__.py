"""Verify: checks a packet on any computer, by docs/packet-format.md alone; no settings, no network, nothing written."""
