"""The phone's half of docs/protocol.md, written again in Python so that neither side checks itself."""
