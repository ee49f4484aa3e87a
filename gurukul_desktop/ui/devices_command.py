"""``gurukul devices``: cameras, microphones and speakers, and what is wrong with each. No Qt."""

from typing import TYPE_CHECKING, Final, get_args

import click

from gurukul_desktop.errors import DeviceKind, MediaError, MissingLibraryError
from gurukul_desktop.ui.device_words import media_sentence

if TYPE_CHECKING:
    from gurukul_desktop.media.devices import Device

_NONE: Final[dict[DeviceKind, str]] = {
    "camera": "No camera was found. Without one, calls are audio only.",
    "microphone": "No microphone was found. Without one, your partner cannot hear you.",
    "speaker": "No speaker was found. Without one, you cannot hear your partner.",
}


@click.command()
def devices() -> None:
    """Cameras, microphones and speakers, and what is wrong with each."""
    try:
        # Only here: the help of all commands also runs where the server alone is installed.
        from gurukul_desktop.media import sound_server
        from gurukul_desktop.media.devices import list_devices
        from gurukul_desktop.media.sound_devices import client, devices_now
    except ImportError:
        raise MissingLibraryError("This is the server alone: it has no devices.") from None
    server = client() if sound_server.running() else None
    for kind in get_args(DeviceKind):
        try:
            named = devices_now(server, kind) if server and kind != "camera" else []
            found = named or list_devices(kind)
        except MediaError:
            raise MissingLibraryError(
                "Sound needs the library PortAudio, which is not installed "
                "(Debian and Ubuntu: apt-get install libportaudio2)."
            ) from None
        if found:
            _print_table(kind, found)
        else:
            click.echo(_NONE[kind])


def _print_table(kind: DeviceKind, found: "list[Device]") -> None:
    from gurukul_desktop.media.devices import check

    width = max(len(device.name) for device in found)
    option_width = max(len(_option(device)) for device in found)
    click.echo(f"{kind.capitalize()}s")
    for device in found:
        error = check(device)
        state = "ready" if error is None else media_sentence(error)
        click.echo(f"  {device.name:{width}}  {_option(device):{option_width}}  {state}")


def _option(device: "Device") -> str:
    return f'--{device.kind} "{device.spec}"'
