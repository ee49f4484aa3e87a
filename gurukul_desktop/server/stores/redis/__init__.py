"""The store in Redis or Valkey: Lua scripts pair people, and streams carry events.

* :mod:`~gurukul_desktop.server.stores.redis.scripts`: the scripts, put together of pieces.
* :mod:`~gurukul_desktop.server.stores.redis.link`: the connection, and calls in batches.
* :mod:`~gurukul_desktop.server.stores.redis.waker`: how other instances wake this one.
* :mod:`~gurukul_desktop.server.stores.redis.knowledge`: what an instance knows by itself.
* :mod:`~gurukul_desktop.server.stores.redis.signals`: which reach their receiver here.
* :mod:`~gurukul_desktop.server.stores.redis.recovery`: what is done with it after a failure.
* :mod:`~gurukul_desktop.server.stores.redis.store`: the store.

Settings, buddies, bans and reports stay until they are deleted; that takes a Redis that
keeps its data on disk (``appendonly yes``) and evicts nothing (``maxmemory-policy
noeviction``). Ended sessions are kept for an hour, and names as long as they are needed.
With a Redis that forgets, people who wait and calls survive all the same.
"""
