"""Every error that Rawi raises on purpose.

    RawiError
    ├── InputError          what was given cannot be used
    │   └── NotFoundError   no such article, story or outlet
    ├── NewsroomError       the newsroom file or folder
    │   ├── BusyError       another writer holds it
    │   ├── VersionError    written by a newer Rawi
    │   └── StorageError    the disk refused (full, read-only, damaged)
    └── FetchError          an address could not be fetched

A single bad item never raises: it becomes a ``model.Rejection``.
"""


class RawiError(Exception):
    """The root: catch this to catch all."""


class InputError(RawiError, ValueError):
    """What was given cannot be used at all."""


class NotFoundError(InputError, LookupError):
    """No article, story or outlet of that id."""


class NewsroomError(RawiError):
    """The newsroom cannot be opened or used."""


class BusyError(NewsroomError):
    """Another process writes to this newsroom; the message names it."""


class VersionError(NewsroomError):
    """The newsroom was written by a newer version of Rawi."""


class StorageError(NewsroomError, OSError):
    """The disk refused: full, read-only or damaged."""


class FetchError(RawiError):
    """An address could not be fetched."""
