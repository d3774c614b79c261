"""Content pages and ledger files <-> values, without loss."""
