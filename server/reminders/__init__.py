"""Reminders: instants without words, web pushes when they come."""
