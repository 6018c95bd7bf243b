"""Guard: keeps other web pages away from a server on loopback, and its own page from loading anything foreign."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost"})
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Refuses a request whose Host is not this machine (DNS rebinding) or whose Origin is another page's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        arriving = scope["method"] == "GET" and scope["path"] == "/"
        reason = refusal_of(Headers(scope=scope), arriving=arriving)
        if reason:
            await JSONResponse({"ok": False, "error_code": 403, "description": f"Forbidden: {reason}"}, 403)(
                scope, receive, send
            )
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


def refusal_of(headers: Headers, *, arriving: bool) -> str:
    """Why a request with these headers is turned away; "" when it is welcome.

    ``arriving`` says that it asks for the page itself: a link to it may stand anywhere.
    """
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in LOCAL_NAMES and host not in LOCAL_NAMES:
        return "this server answers on 127.0.0.1 only"
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "the request comes from another web page"
    following_a_link = arriving and headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not following_a_link:
        return "the request comes from another web page"
    return ""
