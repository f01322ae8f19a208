"""The blobs room's rules."""
