"""What a check finds: one thing that is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong.

    `check` is profile, consistency, hygiene or shapes; `rule` names what is broken; `severity` is violation, warning or
    info; `subject` is the IRI of the term or node, '' where there is none; the messages are one line each, in English
    and in Indonesian (`message_id`).
    """

    check: str
    rule: str
    severity: str
    subject: str
    message: str
    message_id: str
