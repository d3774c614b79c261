"""What ingest decides, as pure functions over the content: observe, merge, move, restore."""
