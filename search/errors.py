"""What can go wrong when search is written to. Reading never raises: it answers empty and says so."""


class SearchError(Exception):
    """Base of all errors of this library."""


class RebuildNeeded(SearchError):
    """The index is damaged or was made by another version: `Index.rebuild` has to be called before it takes changes."""


class IndexBusy(SearchError):
    """Another process is writing; the same call may be tried again later."""


class EngineUnavailable(SearchError):
    """The search server did not answer; the same call may be tried again later."""
