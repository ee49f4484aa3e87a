"""gurukul_desktop.call.audio.description: what a partner is asked for."""

from aiortc import RTCPeerConnection, RTCSessionDescription

from gurukul_desktop.call.audio.description import asking_for_copies

WISH = "a=fmtp:96 minptime=10;useinbandfec=1\r\n"


async def test_our_offer_asks_for_copies_and_can_still_be_answered() -> None:
    ours, theirs = RTCPeerConnection(), RTCPeerConnection()
    ours.addTransceiver("audio")
    ours.addTransceiver("video")
    offer = await ours.createOffer()
    asking = asking_for_copies(offer.sdp)
    assert asking.count("useinbandfec=1") == 1
    assert f"a=rtpmap:96 opus/48000/2\r\n{WISH}" in asking
    assert asking.replace(WISH, "") == offer.sdp, "and nothing else is changed"
    assert asking_for_copies(asking) == asking
    await theirs.setRemoteDescription(RTCSessionDescription(asking, "offer"))
    answer = await theirs.createAnswer()
    assert "opus/48000/2" in asking_for_copies(answer.sdp)
    await ours.close()
    await theirs.close()


def test_what_a_description_says_already_is_left() -> None:
    sdp = "a=rtpmap:111 OPUS/48000/2\na=fmtp:111 stereo=1\na=rtpmap:0 PCMU/8000\n"
    assert asking_for_copies(sdp) == sdp
    assert asking_for_copies("v=0\r\n") == "v=0\r\n"
    assert asking_for_copies("a=rtpmap:111 OPUS/48000/2\n").endswith(
        "a=fmtp:111 minptime=10;useinbandfec=1\n"
    )
