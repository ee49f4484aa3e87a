"""Gurukul Desktop: one-to-one study calls, and the server that matches students.

Where things are stands in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
