"""The demo: a server and two app windows that find each other, on this machine alone."""
