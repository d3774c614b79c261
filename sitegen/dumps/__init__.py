"""Dumps -> captures: one reader for each kind, chosen by looking at the content."""
