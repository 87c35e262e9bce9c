"""Who may ask what, before anything else looks at a request, and the headers of every answer.

Names in the Host header stop pages of others whose name was turned to this machine; Origin and a header of ours stop what other
pages would send here; the token stops other people where the server listens beyond this machine.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from extractor.errors import WrongCall
from extractor.web.limits import Limits, amount
from extractor.web.policies import NOTHING

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")
SAFE = frozenset({"GET", "HEAD"})
#: A header that no form and no foreign script can set without being asked first, and nobody here ever answers yes.
OWN_HEADER = "x-gouji"
HEADERS: Mapping[str, str] = {
    "content-security-policy": NOTHING,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
UPLOADS = "/api/reports"


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the server listens, the token that it asks for (None where none is needed), and how much it takes."""

    host: str = "127.0.0.1"
    token: str | None = None
    limits: Limits = field(default_factory=Limits)
    cookie: str = "gouji"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away."""

    status: int
    why: str


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("report.example")
    (True, True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def new_token(host: str, given: str | None) -> str | None:
    """The token that was given, a new one where others can reach the server, else none.

    >>> new_token("127.0.0.1", None), new_token("127.0.0.1", "some-secret"), len(new_token("0.0.0.0", None) or "")
    (None, 'some-secret', 43)
    >>> new_token("127.0.0.1", "a b")
    Traceback (most recent call last):
        ...
    extractor.errors.WrongCall: 令牌至少八个字符，只能用字母、数字、- 和 _。
    """
    if given is not None and not TOKEN.fullmatch(given):
        raise WrongCall("令牌至少八个字符，只能用字母、数字、- 和 _。")
    if given or is_loopback(host):
        return given or None
    return secrets.token_urlsafe(32)


def host_allowed(header: str, bound: str) -> bool:
    """Whether a Host header names this server: by an address, which nobody can turn elsewhere, or by a name it was given.

    >>> [host_allowed(h, "127.0.0.1") for h in ("127.0.0.1:8765", "localhost", "[::1]:80", "evil.example", "192.0.2.7", "")]
    [True, True, True, False, False, False]
    >>> [host_allowed(h, "0.0.0.0") for h in ("192.0.2.7:8765", "evil.example")]
    [True, False]
    """
    try:
        name = urlsplit(f"//{header}").hostname or ""
        urlsplit(f"//{header}").port  # noqa: B018 (raises where it is no number)
    except ValueError:
        return False
    if name in {"localhost", bound.lower()}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not is_loopback(bound)


def refusal(method: str, path: str, query: str, headers: Mapping[str, str], rules: Rules) -> Refusal | None:
    """Why a request is turned away; None where it may pass. Header names in small letters."""
    host = headers.get("host", "")
    if not host_allowed(host, rules.host):
        return Refusal(421, "请用启动时显示的网址访问。")
    site = headers.get("sec-fetch-site", "none")
    navigation = method in SAFE and headers.get("sec-fetch-mode") == "navigate"
    if site not in {"same-origin", "none"} and not navigation:
        return Refusal(403, "来自其他网站的请求不予处理。")
    if method not in SAFE and not _own(headers, host):
        return Refusal(403, f"请求须来自本页，或带有 {OWN_HEADER} 头。")
    if rules.token is not None and not _known(headers, query, rules):
        return Refusal(401, "需要令牌：请用启动时显示的带 token 的网址打开。")
    return _too_much(method, path, headers, rules.limits)


def _own(headers: Mapping[str, str], host: str) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return OWN_HEADER in headers or headers.get("authorization", "").startswith("Bearer ")
    return origin in {f"http://{host}", f"https://{host}"}


def _known(headers: Mapping[str, str], query: str, rules: Rules) -> bool:
    given = [headers.get("authorization", "").removeprefix("Bearer "), *parse_qs(query).get("token", ())]
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(rules.cookie)
    except CookieError:
        cookie = None
    given += [cookie.value] if cookie else []
    wanted = (rules.token or "").encode()
    return any(hmac.compare_digest(one.encode("utf-8", "replace"), wanted) for one in given)


def _too_much(method: str, path: str, headers: Mapping[str, str], limits: Limits) -> Refusal | None:
    if method in SAFE:
        return None
    length = headers.get("content-length", "0" if method == "DELETE" else "")
    if not length.isdecimal():
        return Refusal(411, "请求须注明长度（Content-Length）。")
    most = limits.request if path == UPLOADS else limits.small_request
    if int(length) > most:
        return Refusal(413, f"一次最多 {amount(most)}，请分几次上传。")
    return None


def cookie_for(rules: Rules) -> str:
    """The cookie that holds the token: out of reach of scripts, never sent along from other sites."""
    return f"{rules.cookie}={rules.token}; Path=/; HttpOnly; SameSite=Strict"


class Guard:
    """The application behind its rules."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = scope["query_string"].decode("latin-1")
        refused = refusal(scope["method"], scope["path"], query, headers, self._rules)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.decode("latin-1").lower() for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n not in own]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        if refused:
            await _let_pass(headers.get("content-length", ""), 4 * self._rules.limits.request, receive)
            await _refuse(refused, dressed)
        elif self._rules.token is not None and "token" in parse_qs(query) and scope["method"] == "GET":
            await _remember(scope["path"], self._rules, dressed)
        else:
            await self._app(scope, receive, dressed)


async def _let_pass(length: str, most: int, receive: Receive) -> None:
    """Hear out a body without keeping it: who is cut off while speaking does not hear the answer."""
    more = length.isdecimal() and 0 < int(length) <= most
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)


async def _refuse(refused: Refusal, send: Send) -> None:
    body = json.dumps({"error": refused.why}, ensure_ascii=False).encode()
    head = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    head += [(b"connection", b"close")] if refused.status == 413 else []
    await send({"type": "http.response.start", "status": refused.status, "headers": head})
    await send({"type": "http.response.body", "body": body})


async def _remember(path: str, rules: Rules, send: Send) -> None:
    """The token goes from the address into a cookie: it stays in no history and in no link."""
    place = quote("/" + path.lstrip("/"))
    head = [(b"location", place.encode()), (b"set-cookie", cookie_for(rules).encode())]
    await send({"type": "http.response.start", "status": 303, "headers": [*head, (b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
