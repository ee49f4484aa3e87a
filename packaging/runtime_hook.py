"""Runs in the installed app before its own code: an empty module in place of QtOpenGL.

PySide6's QtQuick asks at its import that ``PySide6.QtOpenGL`` be there, for the types in the
signatures of QQuickFramebufferObject and its kin. Nothing here draws with OpenGL from Python, so
those nine megabytes of wrappers stay out of the bundle; Qt's own use of OpenGL, in C++, knows
nothing of them.
"""

import sys
from types import ModuleType

sys.modules["PySide6.QtOpenGL"] = ModuleType("PySide6.QtOpenGL")
