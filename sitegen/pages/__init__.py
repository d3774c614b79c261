"""Site -> {url: page}: which pages there are and what each one shows."""
