"""The commands: they wire readers, decisions, renderers and effects, and return a report."""
