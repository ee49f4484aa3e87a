"""The store on PostgreSQL 15 or newer, for several instances and for what must last.

* ``migrations/``: the tables and the functions that do the work; how races end is told in
  ``0003_matching.sql``.
* :mod:`~gurukul_desktop.server.stores.postgresql.migrate`: brings a database up to date.
* :mod:`~gurukul_desktop.server.stores.postgresql.database`: connections, deadlines, and which
  error means that the database is away.
* :mod:`~gurukul_desktop.server.stores.postgresql.statements`: a command as one statement.
* :mod:`~gurukul_desktop.server.stores.postgresql.inbox`: what other instances tell.
* :mod:`~gurukul_desktop.server.stores.postgresql.upkeep`: what is done every second.
* :mod:`~gurukul_desktop.server.stores.postgresql.store`: the port.
"""
