"""Who somebody is: guests with tokens of our own, or people whom a JWT names.

* :mod:`~gurukul_desktop.server.identity.port`: what the service asks.
* :mod:`~gurukul_desktop.server.identity.guests`: somebody without an account.
* :mod:`~gurukul_desktop.server.identity.claims`: from a signed token to a person.
* :mod:`~gurukul_desktop.server.identity.shared_secret`: JWTs signed with HS256.
* :mod:`~gurukul_desktop.server.identity.public_key`: JWTs signed with RS256 or ES256.
* :mod:`~gurukul_desktop.server.identity.key_set`: the public keys, fetched and kept fresh.
* :mod:`~gurukul_desktop.server.identity.options`: what an admin says about JWTs.
* :mod:`~gurukul_desktop.server.identity.choice`: which of them a server has.
* :mod:`~gurukul_desktop.server.identity.secret_file`: the key that signs guests' tokens.

A user id of the one kind is never one of the other: those of guests start with ``guest-``,
and a JWT whose subject does is refused. A prefix for people with a JWT would do as well, but
then an id here would not be the id that the rest of the campus, and the row-level security
of a hosted PostgreSQL, knows them by.
"""
