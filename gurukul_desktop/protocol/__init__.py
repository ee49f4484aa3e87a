"""The words that the app, the server and two peers say to each other.

Pure: no socket, no loop, no clock. Three vocabularies, each with its own module:

* :mod:`~gurukul_desktop.protocol.messages`: client and server, over WebSocket or HTTP.
* :mod:`~gurukul_desktop.protocol.peer`: what two apps put into ``signal.data``,
  which the server carries without looking into it.
* :mod:`~gurukul_desktop.protocol.channel`: what two apps say on the data channel.

:mod:`~gurukul_desktop.protocol.codec` turns bytes into these and back, and
:mod:`~gurukul_desktop.protocol.limits` holds every bound in one place.
"""
