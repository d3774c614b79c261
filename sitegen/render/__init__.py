"""Views -> bytes: HTML through Jinja, feeds, sitemap, JSON."""
