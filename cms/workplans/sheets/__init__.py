"""Plans as workbooks (.xlsx), out and in: a round trip loses nothing."""
