"""What can go wrong when search is written to. Reading never raises: it answers empty and says so."""


class SearchError(Exception):
    """Base of all errors of this library."""


class RebuildNeededError(SearchError):
    """The index is damaged or was made by another version: it takes no changes before `Index.rebuild`."""


class IndexBusyError(SearchError):
    """Another process is writing; the same call may be tried again later."""


class EngineUnavailableError(SearchError):
    """The search server did not answer; the same call may be tried again later."""
