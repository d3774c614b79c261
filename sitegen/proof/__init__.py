"""Is what a dump says on the site? Another way than the readers'."""
