"""Which errors mean that Redis is away, and which that the administrator has to act."""

from typing import Final

from redis import exceptions

AWAY: Final = (
    exceptions.ConnectionError,  # also while it loads its data (BusyLoadingError)
    exceptions.TimeoutError,
    TimeoutError,
    OSError,
)
"""What is raised when no answer comes."""

_AWAY_CODES: Final = (
    "OOM",  # full, and told to evict nothing
    "READONLY",  # a replica, after a failover
    "LOADING",
    "MASTERDOWN",
    "CLUSTERDOWN",
    "TRYAGAIN",
    "MOVED",  # the slot is on another node now
    "ASK",
    "BUSY",  # a script of somebody else's does not end
    "MISCONF",  # cannot write to its disk
    "NOREPLICAS",
    "UNBLOCKED",
    "NOAUTH",
    "GONE",  # our own: this instance is not registered (registered.lua)
)

_AWAY_REPLIES: Final = (
    *AWAY,
    exceptions.OutOfMemoryError,
    exceptions.ReadOnlyError,
    exceptions.AskError,  # and MovedError
    exceptions.ClusterError,
    exceptions.TryAgainError,
)

_REFUSED: Final = (
    exceptions.AuthenticationError,
    exceptions.AuthorizationError,
    exceptions.NoPermissionError,
)


def is_away(reply: Exception) -> bool:
    """Whether an error that Redis answered with means that it cannot do its work at present."""
    # Where the parser has a class for a code it takes it off the text.
    return isinstance(reply, _AWAY_REPLIES) or str(reply).startswith(_AWAY_CODES)


def is_refusal(error: BaseException) -> bool:
    """Whether Redis does not let us in."""
    if isinstance(error, _REFUSED):
        return True
    # A password that Redis does not ask for, and a database that is not there.
    return isinstance(error, exceptions.ResponseError) and not is_away(error)
