"""What ties the app to the desktop around it: one window a user, the tray, sleep, a report.

No Qt here; :mod:`gurukul_desktop.ui.desktop` joins these parts to the window.
"""
