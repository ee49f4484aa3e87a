"""The notice itself: plain text, the same for the same parts, each text in it only once."""

import re
from collections.abc import Iterable
from typing import Final

from licensing.components import Component, standard_texts
from licensing.table import text

from gurukul_desktop.paths import LICENCE_HEADING

STATEMENT: Final = """\
Gurukul Desktop {version}: the licences of the app and of all its parts

The source of Gurukul Desktop is under the MIT licence. The installed app, which you have
here, also brings along the works of others, listed below. As a whole it is distributed under
the GNU General Public License, version 3 (GPL-3.0), for these reasons:

- It holds the video encoders x264 and x265, which are under the GPL, version 2 or any later
  version, and FFmpeg linked with them.
- Some parts are under the Apache License 2.0 or the GNU Lesser General Public License,
  version 3, which may be combined with version 3 of the GPL and not with version 2.

Each part remains under its own licence as well: what you take out of the app you may use as
that part's licence says. Qt is used under the GNU Lesser General Public License, version 3;
its section below tells how to put another build of it in place.

This software is based in part on the work of the Independent JPEG Group (in FFmpeg) and of The
FreeType Project, https://freetype.org (in Qt).

You may pass the app on under that licence. There is no warranty, to the extent the law permits.

Where the source is: every section below names where the source of its part is published, for
a part from a Linux system the very source package.
{offer}

A path such as /usr/share/common-licenses/GPL-2 in a text from a Linux system means the text of
that licence at the end of this file. Texts that cover manuals or scripts which are not in the
app are left out.
"""

OFFERED: Final = """\
Whoever made this package keeps that source too, together with Gurukul Desktop's own and the
scripts that made the package, at
    {url}"""

OWED: Final = """\
Whoever passes this app on owes you that source, together with Gurukul Desktop's own and the
scripts that made the package, as section 6 of the GPL version 3 says: ask where you got it."""

TITLES: Final = {
    "Apache-2.0": "Apache License, version 2.0",
    "CC0-1.0": "Creative Commons CC0 1.0 Universal",
    "GCC-exception-3.1": "GCC Runtime Library Exception, version 3.1",
    "GPL-2": "GNU General Public License, version 2",
    "GPL-3": "GNU General Public License, version 3",
    "LGPL-2": "GNU Library General Public License, version 2",
    "LGPL-2.1": "GNU Lesser General Public License, version 2.1",
    "LGPL-3": "GNU Lesser General Public License, version 3",
    "MPL-2.0": "Mozilla Public License, version 2.0",
}
"""What the standard texts are called."""


def write(version: str, components: Iterable[Component], offer: str = "") -> str:
    """The whole notice.

    Args:
        version: of this app.
        components: its parts, this project's own first.
        offer: the address where the packager keeps the source of all of it, if anywhere.
    """
    components = list(components)
    standard = sorted(standard_texts(components), key=str.lower)
    seen = {_fingerprint(text(name)): TITLES[name] for name in standard}
    sections = [_section(component, seen) for component in components]
    sections += [
        f"{LICENCE_HEADING}{TITLES[name]} ({name})\n\n{_plain(text(name))}" for name in standard
    ]
    statement = STATEMENT.format(
        version=version, offer=OFFERED.format(url=offer) if offer else OWED
    )
    return "\n\n".join([statement.rstrip(), _contents(components), *sections]) + "\n"


def _contents(components: Iterable[Component]) -> str:
    return "\n".join(["The parts:", "", *(f"- {each.title}" for each in components)])


def _section(component: Component, seen: dict[str, str]) -> str:
    lines = [f"{LICENCE_HEADING}{component.title}", ""]
    lines += [f"From: {component.origin}", f"Source: {component.source}"]
    if component.files:
        lines += ["Files:", *(f"    {name}" for name in component.files)]
    if component.note:
        lines += ["", component.note]
    if standard := sorted(standard_texts([component]), key=str.lower):
        lines += ["", f"Licence texts at the end that it means: {', '.join(standard)}"]
    for each in component.texts:
        fingerprint = _fingerprint(each.body)
        lines += ["", f"-- {each.title} --", ""]
        if fingerprint in seen:
            lines.append(f"The same text as under: {seen[fingerprint]}")
        else:
            seen[fingerprint] = f"{component.title}, {each.title}"
            lines.append(_plain(each.body))
    return "\n".join(lines)


def _plain(body: str) -> str:
    """A text without what is not for a screen; no line of it looks like a heading."""
    body = body.replace("\f", "").replace("\r\n", "\n").replace("\ufeff", "")
    lines = [line.rstrip() for line in body.strip("\n").splitlines()]
    return "\n".join(f" {each}" if each.startswith(LICENCE_HEADING) else each for each in lines)


def _fingerprint(body: str) -> str:
    """What two copies of one text have in common: all but the space between the words."""
    return re.sub(r"\s+", " ", body).strip()
