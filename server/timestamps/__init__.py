"""Timestamps: says over a hash, by RFC 3161, when it was seen; only the hash leaves the phone."""
