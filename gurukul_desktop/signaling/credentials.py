"""With which token this app says hello to which server."""

from collections.abc import Callable, Sequence

from gurukul_desktop.signaling.tokens import TokenStore


class Credentials:
    """One user's tokens for one service, which may have several addresses.

    Args:
        tokens: where the token of the last visit is kept, by address.
        urls: the addresses of the service: a token of one is shown to the others.
        outside: gives a token that somebody else issued (single sign-on). It is used instead
            of the kept ones and never kept.
    """

    def __init__(
        self, tokens: TokenStore, urls: Sequence[str], outside: Callable[[], str] | None = None
    ) -> None:
        self._tokens = tokens
        self._urls = urls
        self._outside = outside
        self._strangers: set[str] = set()

    @property
    def from_outside(self) -> bool:
        """Whether the user signed in somewhere else."""
        return self._outside is not None

    def present(self, url: str) -> str:
        """The token to show at ``url``; empty for a new guest, or a sign-in that is not there."""
        if self._outside is not None:
            return self._outside()
        own = self._tokens.load(url)
        if own or url in self._strangers:
            return own
        return next((token for other in self._urls if (token := self._tokens.load(other))), "")

    def accepted(self, url: str, presented: str, given: str) -> None:
        """``url`` welcomed whoever showed ``presented``, and gave this token for next time."""
        if self._outside is not None:
            return
        for other in self._urls:
            if other != url and self._tokens.load(other) in ("", presented):
                self._tokens.save(other, given)
        self._tokens.save(url, given)

    def refused(self, url: str) -> None:
        """``url`` does not know the token: be a new guest there."""
        self._strangers.add(url)
        self._tokens.save(url, "")
