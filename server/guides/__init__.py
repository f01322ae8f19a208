"""Guides: facts and advice as data, shown on public pages that work without JavaScript, offline in the app too."""
