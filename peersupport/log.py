"""Logs carry ids, never words: a request is its route name, its status and its milliseconds."""

import logging
import logging.config
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("peersupport.request")


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG hook. `level` is the lowest level written; `plain` writes for eyes instead of JSON."""
    renderer = structlog.dev.ConsoleRenderer(colors=False) if settings["plain"] else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "ours": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processor": renderer,
                    "foreign_pre_chain": [*shared, _without_request],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "peersupport": {"level": settings["level"]},
                "circles": {"level": settings["level"]},
                "moderation": {"level": settings["level"]},
                "uvicorn.error": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _without_request(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django's own records name paths, and their tracebacks quote words: keep what happened and where, no more."""
    record = event.get("_record")
    if record is not None and record.name.startswith("django."):
        event["event"] = f"status {record.status_code}" if hasattr(record, "status_code") else record.msg
    if record is not None and record.exc_info and record.exc_info[1] is not None:
        event["raised"] = _where(record.exc_info[1])
        record.exc_info, record.exc_text = None, None
        event.pop("exc_info", None)
    return event


def _where(error: BaseException) -> str:
    """The kind of the exception and the lines it passed, without its message: messages quote what people wrote."""
    lines, tb = [], error.__traceback__
    while tb is not None:
        lines.append(f"{tb.tb_frame.f_code.co_filename}:{tb.tb_lineno}")
        tb = tb.tb_next
    return f"{type(error).__name__} at {' > '.join(lines[-6:])}"


class RequestLog:
    """Outermost middleware: one line a request, with no address, agent, path or words in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            id=secrets.token_hex(6),
            method=request.method,
            route=(match.view_name or "?") if match else "?",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        return response
