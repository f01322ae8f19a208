"""Packets: a record without its pictures comes in, its PDF goes out, and nothing of either stays."""
