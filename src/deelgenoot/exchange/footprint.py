"""What bringing in a file changed, kept to take it back: ids, and facts as they were."""

from datetime import date
from typing import Any

from deelgenoot.exchange.school_plan import Plan

MADE = (
    "organisations_enrolment",
    "organisations_place",
    "organisations_appointment",
    "organisations_assignment",
)
"""Tables whose new rows end as if they had never begun."""
COLUMNS = {
    "people_person": {"first": "text", "rest": "text", "born_on": "date"},
    "organisations_enrolment": {"key": "text", "until": "timestamptz"},
    "organisations_place": {"until": "timestamptz"},
    "organisations_appointment": {"key": "text", "since": "timestamptz", "until": "timestamptz"},
    "organisations_assignment": {"until": "timestamptz"},
}
"""The facts that can go back to what they were, each with its type."""


def footprint_of(plan: Plan) -> dict[str, Any]:
    """Write down what a plan has changed."""
    return {
        "made": {table: [str(row[0]) for row in plan.rows[table]] for table in MADE},
        "circles": [str(circle) for circle in plan.new_circles],
        "changes": [
            [
                change.table,
                str(change.id),
                change.column,
                _plain(change.was),
                _plain(change.becomes),
            ]
            for change in plan.changes
        ],
    }


def _plain(value: Any) -> Any:
    """One fact as it is kept."""
    return value.isoformat() if isinstance(value, date) else value
