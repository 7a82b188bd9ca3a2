"""The errors a user can cause, one small tree.

    SimpulError
    ├── SourceError    a file or text that cannot be read as what it claims to be
    ├── StoreError     a store folder that is missing, is not one, or was made by another version
    │   └── StoreBusy  somebody else is writing to the store
    ├── QueryError     SPARQL that is malformed, unsafe or not a question; an unknown query name or parameter
    └── UsageError     a request that makes no sense as it stands (unknown layer, unknown suffix, …)

Each message is one line that says what is wrong, where, and what to do. The command line prints it and exits with 2.
"""


class SimpulError(Exception):
    """Something the user can put right; `str(error)` is one line for them to read."""


class SourceError(SimpulError):
    """A source that cannot be read; the message names the file and the place in it."""


class StoreError(SimpulError):
    """A store folder that cannot be used; the message names the folder."""


class StoreBusy(StoreError):  # noqa: N818 - users know this state by the words 'store busy'
    """Another process holds the store's writing lock."""


class QueryError(SimpulError):
    """A question that cannot be asked; the message says what in it is wrong."""


class UsageError(SimpulError):
    """A request that makes no sense as it stands."""
