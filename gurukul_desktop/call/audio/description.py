"""What our session descriptions say of sound, beyond what aiortc writes."""

import re
from typing import Final

_OPUS: Final = re.compile(
    r"^a=rtpmap:(\d+) opus/48000/2[ \t]*(\r?\n)", re.IGNORECASE | re.MULTILINE
)


def asking_for_copies(sdp: str) -> str:
    """``sdp`` with the wish that Opus packets carry a copy of the one before (RFC 7587, 6.1).

    A browser's packets have none unless they are wished for; what we send always does. To be
    said to the partner only: what aiortc itself is told stays as it made it.
    """

    def wish(found: "re.Match[str]") -> str:
        payload_type, end = found.groups()
        if re.search(rf"^a=fmtp:{payload_type} ", sdp, re.MULTILINE):
            return found[0]
        return f"{found[0]}a=fmtp:{payload_type} minptime=10;useinbandfec=1{end}"

    return _OPUS.sub(wish, sdp)
