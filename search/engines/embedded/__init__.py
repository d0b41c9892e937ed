"""The engine without a server: tantivy for the postings, SQLite beside it for everything else."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
