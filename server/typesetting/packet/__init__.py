"""The packet as a paper: one record, drawn page by page (docs/packet-format.md)."""
