"""What an admin may do. Each is answered with a sentence, and leaves a line in the log."""

import time
from typing import Annotated, Any, Final, TypeVar

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from gurukul_desktop.protocol.limits import ID_CHARACTERS
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.admin.guard import ACTOR, Refusal, audit
from gurukul_desktop.server.admin.view import Panel
from gurukul_desktop.server.logs import fields
from gurukul_desktop.server.settings import SettingError
from gurukul_desktop.server.stores.port import Verdict

REASON_CHARACTERS: Final = 200
FARTHEST_SECONDS: Final = 100 * 366 * 86400.0

_Id = Annotated[str, Meta(min_length=1, max_length=ID_CHARACTERS)]
_User = Annotated[UserId, Meta(min_length=1, max_length=ID_CHARACTERS)]
_Value = Annotated[str, Meta(max_length=4096)]


class _Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """What the page's script sends."""


class ChangeSettings(_Wish, frozen=True):
    """New values by key; None goes back to the default."""

    changes: Annotated[dict[str, _Value | None], Meta(min_length=1, max_length=50)]


class Judge(_Wish, frozen=True):
    """Decide on a report."""

    report: _Id
    verdict: Verdict


class BanUser(_Wish, frozen=True):
    """Ban somebody by hand; ``until`` in UNIX seconds, None for good."""

    user: _User
    reason: Annotated[str, Meta(max_length=REASON_CHARACTERS)] = ""
    until: float | None = None


class OneUser(_Wish, frozen=True):
    """Name somebody."""

    user: _User


class EraseUser(_Wish, frozen=True):
    """Delete somebody, whose id was typed again in ``confirm``."""

    user: _User
    confirm: str


class Drain(_Wish, frozen=True):
    """Empty an instance."""

    instance: _Id


_W = TypeVar("_W", bound=_Wish)


async def _wish(request: web.Request, kind: type[_W]) -> _W:
    try:
        return msgspec.json.decode(await request.read(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(web.HTTPBadRequest, f"That could not be read: {error}.") from None


class Actions:
    """The handlers of ``POST /admin/api/…``."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._store = panel.store

    def routes(self) -> list[web.RouteDef]:
        """One for each action."""
        return [
            web.post("/api/settings", self.change_settings),
            web.post("/api/judge", self.judge),
            web.post("/api/ban", self.ban),
            web.post("/api/unban", self.unban),
            web.post("/api/drain", self.drain),
            web.post("/api/export", self.export),
            web.post("/api/erase", self.erase),
        ]

    async def change_settings(self, request: web.Request) -> web.Response:
        """Store settings; whoever is connected is told at once."""
        wish = await _wish(request, ChangeSettings)
        try:
            changes = self._panel.settings.checked(wish.changes)
        except SettingError as error:
            raise Refusal(web.HTTPUnprocessableEntity, str(error)) from None
        await self._store.change_settings(changes)
        return _done(request, "Saved. Everybody connected is told now.", **changes)

    async def judge(self, request: web.Request) -> web.Response:
        """Dismiss a report, or ban who was reported."""
        wish = await _wish(request, Judge)
        report = await self._store.judge(wish.report, wish.verdict)
        if report is None:
            raise Refusal(web.HTTPNotFound, "There is no such report any more.")
        who = report.reported_name or report.reported
        said = {
            "open": f"The report about {who} is open again.",
            "dismissed": f"The report about {who} is dismissed.",
            "banned": f"{who} is banned for good, and disconnected.",
        }[wish.verdict]
        return _done(request, said, report=wish.report, verdict=wish.verdict, user=report.reported)

    async def ban(self, request: web.Request) -> web.Response:
        """Ban a user id, known or not."""
        wish, now = await _wish(request, BanUser), time.time()
        if wish.until is not None and not now < wish.until < now + FARTHEST_SECONDS:
            raise Refusal(web.HTTPUnprocessableEntity, "A ban ends at a time to come.")
        await self._store.ban(wish.user, wish.reason.strip(), wish.until)
        return _done(
            request, f"{wish.user} is banned, and disconnected.", user=wish.user, until=wish.until
        )

    async def unban(self, request: web.Request) -> web.Response:
        """Let somebody in again."""
        user = (await _wish(request, OneUser)).user
        if not await self._store.unban(user):
            raise Refusal(web.HTTPNotFound, f"{user} was not banned.")
        return _done(request, f"{user} may come in again.", user=user)

    async def drain(self, request: web.Request) -> web.Response:
        """Have an instance send its students to the others."""
        instance = (await _wish(request, Drain)).instance
        if not await self._store.drain(instance):
            raise Refusal(web.HTTPNotFound, f"There is no instance {instance}.")
        return _done(request, f"{instance} drains: it takes no new searches.", instance=instance)

    async def export(self, request: web.Request) -> web.Response:
        """Everything stored about somebody, as a file."""
        user = (await _wish(request, OneUser)).user
        stored = await self._store.export(user)
        _audit(request, user=user)
        return web.Response(
            body=msgspec.json.format(msgspec.json.encode(stored)),
            content_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="gurukul-user.json"'},
        )

    async def erase(self, request: web.Request) -> web.Response:
        """Delete everything stored about somebody."""
        wish = await _wish(request, EraseUser)
        if wish.confirm != wish.user:
            raise Refusal(web.HTTPUnprocessableEntity, "The two user ids are not the same.")
        if not await self._store.erase(wish.user):
            raise Refusal(web.HTTPNotFound, f"Nothing was stored about {wish.user}.")
        return _done(request, f"Everything stored about {wish.user} is deleted.", user=wish.user)


def _done(request: web.Request, said: str, **facts: Any) -> web.Response:
    _audit(request, **facts)
    return web.json_response({"said": said})


def _audit(request: web.Request, **facts: Any) -> None:
    action = request.path.rpartition("/")[2]
    audit.info("admin action", extra=fields(actor=request[ACTOR], action=action, **facts))
