"""Linli's search: a plain Python library. Enter by `search.api` and `search.documents`."""
