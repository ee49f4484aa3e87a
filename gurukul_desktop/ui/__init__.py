"""What the student sees and hears: the only package, with ``app.py``, that knows Qt.

* :mod:`~gurukul_desktop.ui.application` makes the Qt application, or says what is missing.
* :mod:`~gurukul_desktop.ui.window` loads the QML module ``assets/ui/Gurukul`` and feeds it.
* :mod:`~gurukul_desktop.ui.session_model` turns snapshots into properties.
* :mod:`~gurukul_desktop.ui.video` carries pictures from any thread to the screen.
* :mod:`~gurukul_desktop.ui.sounds` and :mod:`~gurukul_desktop.ui.words` need no Qt.
"""
