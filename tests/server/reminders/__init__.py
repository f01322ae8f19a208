"""The reminders room's rules."""
