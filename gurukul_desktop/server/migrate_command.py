"""``gurukul server migrate``: the tables of a PostgreSQL, made or brought up to date."""

import asyncio

import click

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.stores.choice import MEMORY, store_kind
from gurukul_desktop.server.stores.port import StoreUnavailableError


@click.command()
@click.option(
    "--store",
    "address",
    default=MEMORY,
    envvar="GURUKUL_STORE",
    metavar="URL",
    help="The server's store, as postgresql://…",
)
@click.option("--sql", is_flag=True, help="Print the statements, to be run by hand with psql.")
def migrate(address: str, sql: bool) -> None:
    """Make the tables of a PostgreSQL, or bring them up to date.

    Does what is left to do and says what it did; also while servers are running.
    """
    if not sql and store_kind(address) != "postgresql":
        raise UsageError("Only a PostgreSQL has tables: give --store postgresql://USER@HOST/NAME.")
    try:
        from gurukul_desktop.server.stores.postgresql import migrate as migration
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The package {error.name} is needed: pip install 'gurukul-desktop[server]'."
        ) from None
    if sql:
        click.echo("\n".join(each.sql for each in migration.migrations()), nl=False)
        return
    try:
        done = asyncio.run(migration.migrate(address))
    except StoreUnavailableError:
        raise click.ClickException("The database cannot be reached.") from None
    for each in done:
        click.echo(f"{each.version:04} {each.name}: done")
    if not done:
        click.echo("The tables are up to date.")
