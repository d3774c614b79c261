"""The files of a search index that Pagefind's own program for the browser reads."""
