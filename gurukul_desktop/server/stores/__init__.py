"""Where people wait and are paired: in memory, on PostgreSQL, or in Redis.

One port (:mod:`~gurukul_desktop.server.stores.port`), three stores. The service submits
commands (:mod:`~gurukul_desktop.server.stores.commands`) and is told of events
(:mod:`~gurukul_desktop.server.stores.events`), at once by the store in memory, a moment
later by the others, and whichever instance the command was given to.
"""
