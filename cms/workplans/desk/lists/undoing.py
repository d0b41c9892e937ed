"""The last change of many tasks, kept in the session of who made it so that one click takes it back."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from cms.workplans.desk.lists.together import Done
from cms.workplans.recording import Report

KEY = "tasks_changed_together"


def keep(request: HttpRequest, done: Done) -> None:
    """Keep what was changed, in place of what was kept before."""
    said = [[page, str(uid), *map(_report_data, pair)] for (page, uid), pair in done.said.items()]
    texts = [
        [page, str(uid), {name: [*map(_value_data, pair)] for name, pair in fields.items()}]
        for (page, uid), fields in done.texts.items()
    ]
    request.session[KEY] = {"said": said, "texts": texts}


def kept(request: HttpRequest) -> Done | None:
    """What was changed last and can be taken back; None where there is nothing."""
    data = request.session.get(KEY)
    if not data:
        return None
    done = Done()
    for page, uid, before, now in data["said"]:
        done.said[page, UUID(uid)] = (_report(before), _report(now))
    for page, uid, fields in data["texts"]:
        done.texts[page, UUID(uid)] = {
            name: (_value(name, before), _value(name, now)) for name, (before, now) in fields.items()
        }
    return done


def forget(request: HttpRequest) -> None:
    """Nothing can be taken back any more."""
    request.session.pop(KEY, None)


def _report_data(report: Report) -> dict[str, Any]:
    reached = None if report.reached is None else str(report.reached)
    return {**asdict(report), "reached": reached}


def _report(data: dict[str, Any]) -> Report:
    return Report(**{**data, "reached": None if data["reached"] is None else Decimal(data["reached"])})


def _value_data(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, data: Any) -> Any:
    return date.fromisoformat(data) if name == "due_on" and data else data
