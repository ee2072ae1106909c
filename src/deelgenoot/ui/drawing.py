"""Where things stand in a drawing: seats around a child, and lines over time."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deelgenoot.ui.pieces import Line, Seat

CENTRE = (180.0, 158.0)
RADIUS = (126.0, 112.0)
MOST_SEATS = 9
LONGEST_NAME = 13
CHART = {"start": 34.0, "end": 312.0, "top": 14.0, "bottom": 164.0}


@dataclass(frozen=True)
class DrawnSeat:
    """A seat with its place in the drawing."""

    seat: Seat
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class DrawnLine:
    """A line with its points in the drawing, and where its mark stands."""

    line: Line
    points: str
    end_x: float
    end_y: float


def in_seating_order(seats: Iterable[Seat]) -> list[Seat]:
    """Seat home together on one hand, school on the other, and care between them."""
    seats = list(seats)
    near = [seat for seat in seats if seat.side in ("home", "pupil")]
    school = [seat for seat in seats if seat.side == "school"]
    care = [seat for seat in seats if seat.side == "care"]
    half = math.ceil(len(near) / 2)
    return near[:half] + school + care + near[half:]


def seats_around(seats: Iterable[Seat]) -> list[DrawnSeat]:
    """Give everyone around the child a place; who does not fit stands in the table below."""
    drawn = in_seating_order(seats)[:MOST_SEATS]
    return [_placed(seat, nr, len(drawn)) for nr, seat in enumerate(drawn)]


def _placed(seat: Seat, nr: int, count: int) -> DrawnSeat:
    angle = math.radians(-90 - 180 / count + nr * 360 / count)
    x = CENTRE[0] + RADIUS[0] * math.cos(angle)
    y = CENTRE[1] + RADIUS[1] * math.sin(angle)
    return DrawnSeat(seat, _fitting(seat.short or seat.name), round(x, 1), round(y, 1))


def _fitting(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def lines_over_time(lines: Sequence[Line], *, highest: int = 10) -> list[DrawnLine]:
    """Turn marks into lines; ends that would lie on each other stand side by side."""
    drawn: list[DrawnLine] = []
    for line in lines:
        points = _points(line.marks, highest)
        if not points:
            continue
        end_x, end_y = points[-1]
        crowd = sum(abs(other.end_y - end_y) < 12 for other in drawn)
        text = " ".join(f"{x:g},{y:g}" for x, y in points)
        drawn.append(DrawnLine(line, text, end_x + 16 * crowd, end_y))
    return drawn


def _points(marks: Sequence[int | None], highest: int) -> list[tuple[float, float]]:
    width = CHART["end"] - CHART["start"]
    height = CHART["bottom"] - CHART["top"]
    step = width / max(len(marks) - 1, 1)
    return [
        (round(CHART["start"] + nr * step, 1), round(CHART["bottom"] - mark / highest * height, 1))
        for nr, mark in enumerate(marks)
        if mark is not None
    ]
