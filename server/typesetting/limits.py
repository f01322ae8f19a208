"""What one paper may be made of, and what making it may take."""

RECORD_MAX_BYTES = 4 * 1024 * 1024
MOST_EXHIBITS = 1000
MOST_BYTES = 2 * 1024 * 1024
"""Of a record that is typeset: some 500 pages of words. What is larger is told so, not cut off on its way in."""
MEMORY_BYTES = 1024 * 1024 * 1024
"""Of address space, which counts every library mapped; what is really used is a fifth of it."""
CPU_S = 40
WALL_S = 55.0
