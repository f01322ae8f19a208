"""Blobs: pictures and files, as sealed chunks."""
