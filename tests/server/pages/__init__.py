"""The pages room's rules."""
