"""Markdown of a page -> HTML."""
