"""Which identity a server has."""

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.guests import Guests
from gurukul_desktop.server.identity.port import Identity
from gurukul_desktop.server.identity.secret_file import load_secret
from gurukul_desktop.server.identity.shared_secret import SharedSecretIdentity
from gurukul_desktop.server.options import ServerOptions


def choose_identity(options: ServerOptions) -> Identity:
    """The identity that the options ask for.

    Raises:
        UsageError: the secret in the options' data folder cannot be used, or a package is
            missing.
    """
    if options.jwt is None:
        return Guests(options.secret or load_secret(options.data_dir))
    if options.jwt.secret:
        return SharedSecretIdentity(options.jwt)
    try:
        # The server inside the app needs neither aiohttp nor cryptography.
        from gurukul_desktop.server.identity.public_key import PublicKeyIdentity
    except ImportError as error:
        raise UsageError(
            f"A key set needs the package {error.name}: pip install gurukul-desktop[server]."
        ) from None
    return PublicKeyIdentity(options.jwt)
