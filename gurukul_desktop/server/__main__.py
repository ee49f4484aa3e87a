"""``python -m gurukul_desktop.server``: the server where the app is not installed."""

from gurukul_desktop.server.command import server

if __name__ == "__main__":
    server.main(prog_name="gurukul server")
