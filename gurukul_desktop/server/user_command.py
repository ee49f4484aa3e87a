"""``gurukul server user``: what is stored about somebody, handed over or deleted."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from gurukul_desktop import __version__
from gurukul_desktop.errors import UsageError
from gurukul_desktop.private_file import write_private
from gurukul_desktop.protocol.limits import ID_CHARACTERS
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.choice import MEMORY, create_store, store_kind
from gurukul_desktop.server.stores.events import Event
from gurukul_desktop.server.stores.port import (
    InstanceStatus,
    Presence,
    Store,
    StoreUnavailableError,
)

_T = TypeVar("_T")


class _Nobody:
    """An instance without users, for the time of one command."""

    def happened(self, events: Iterable[Event]) -> None:
        """Nothing happens to nobody."""

    def present(self) -> Sequence[Presence]:
        return ()

    def status(self) -> InstanceStatus:
        return InstanceStatus(__version__, {}, draining=True)


def _with_store(address: str, act: Callable[[Store], Awaitable[_T]]) -> _T:
    if store_kind(address) == MEMORY:
        raise UsageError(
            "What the memory store holds is inside the running server, and nowhere else;"
            " use its admin page."
        )

    async def run() -> _T:
        store = create_store(address)
        try:
            await store.open(_Nobody())
            return await act(store)
        finally:
            await store.close()

    try:
        return asyncio.run(run())
    except StoreUnavailableError:
        raise click.ClickException("The store cannot be reached.") from None


def _user_id(context: click.Context, parameter: click.Parameter, id_: str) -> UserId:
    if not 0 < len(id_) <= ID_CHARACTERS:
        raise click.BadParameter(f"a user id has 1 to {ID_CHARACTERS} characters.")
    return UserId(id_)


_store: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--store",
    "address",
    default=MEMORY,
    envvar="GURUKUL_STORE",
    metavar="URL",
    help="The server's store, as redis://… or postgresql://…",
)
_user = click.argument("id_", metavar="USER", callback=_user_id)


@click.group()
def user() -> None:
    """What is stored about a user, for one who asks to have it or to have it deleted."""


@user.command("export")
@_user
@_store
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write there, readable for you alone, instead of to the standard output.",
)
def export(id_: UserId, address: str, output: Path | None) -> None:
    """Everything that is stored about USER, as JSON."""
    stored = _with_store(address, lambda store: store.export(id_))
    text = msgspec.json.format(msgspec.json.encode(stored)).decode()
    if output is None:
        click.echo(text)
        return
    try:
        write_private(output, text + "\n")
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "it cannot be written") from None
    click.echo(f"Written to {output}.")


@user.command("delete")
@_user
@_store
@click.option("--yes", is_flag=True, help="Do it: it cannot be undone.")
def delete(id_: UserId, address: str, yes: bool) -> None:
    """Delete everything that is stored about USER, and disconnect them.

    Reports that others made about them stay, without their name; so does a ban.
    """
    if not yes:
        raise UsageError(f"Everything stored about {id_} would be deleted; add --yes to do it.")
    if not _with_store(address, lambda store: store.erase(id_)):
        raise click.ClickException(f"Nothing is stored about {id_}.")
    click.echo(f"Everything stored about {id_} is deleted.")
