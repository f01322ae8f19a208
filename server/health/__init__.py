"""Is the web process there, and can it work?"""
