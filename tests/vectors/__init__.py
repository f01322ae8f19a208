"""Published vectors, read by the Python side."""
