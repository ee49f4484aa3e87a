"""Every bound of protocol version 1, in one place.

Sizes in bytes or characters, times in seconds.
"""

from typing import Final

PROTOCOL_VERSION: Final = 1
SUBPROTOCOL: Final = "gurukul.v1"

MESSAGE_BYTES: Final = 64 * 1024
"""The largest message on any carrier, after UTF-8 encoding."""

HELLO_SECONDS: Final = 5.0
"""A connection that has not said ``hello`` by then is closed."""

BAD_MESSAGES_PER_MINUTE: Final = 20
"""Malformed messages a connection may send in a minute before it is closed."""

NAME_CHARACTERS: Final = 60
ID_CHARACTERS: Final = 64
TOKEN_CHARACTERS: Final = 4096
CLIENT_FIELD_CHARACTERS: Final = 64
TOPICS: Final = 5
TOPIC_CHARACTERS: Final = 40
TOPIC_PATIENCE_SECONDS: Final = 10.0
"""So long somebody with topics is paired only with people who share one; then with anybody."""
NOTE_CHARACTERS: Final = 1000

SDP_CHARACTERS: Final = 48 * 1024
CANDIDATE_CHARACTERS: Final = 1024
CHANNEL_BYTES: Final = 16 * 1024
"""The largest message on the data channel (every WebRTC stack carries this much in one piece)."""

CHAT_CHARACTERS: Final = 2000
GOAL_CHARACTERS: Final = 120
FOCUS_MINUTES: Final = 180
"""The longest stretch of a focus timer, and the longest break."""
