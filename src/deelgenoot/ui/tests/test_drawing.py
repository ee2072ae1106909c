"""Drawings give everyone a place, home on one hand and school on the other."""

from deelgenoot.ui.drawing import MOST_SEATS, lines_over_time, seats_around
from deelgenoot.ui.pieces import Line, Seat

FAMILY = [Seat("Samira", "home"), Seat("Karim", "home")]
SCHOOL = [Seat("Anna", "school"), Seat("Kees", "school")]


def test_home_sits_on_one_hand_and_school_on_the_other():
    places = {drawn.seat.name: drawn.x for drawn in seats_around([*SCHOOL, *FAMILY])}
    assert max(places["Samira"], places["Karim"]) < min(places["Anna"], places["Kees"])


def test_nobody_sits_on_anybody():
    drawn = seats_around([Seat(f"P{nr}", "home") for nr in range(MOST_SEATS)])
    places = {(seat.x, seat.y) for seat in drawn}
    assert len(places) == MOST_SEATS


def test_one_or_no_people_can_be_drawn():
    assert seats_around([]) == []
    assert len(seats_around(FAMILY[:1])) == 1


def test_a_long_name_is_cut_so_that_it_stays_in_the_drawing():
    drawn = seats_around([Seat("Wilhelmina van der Meulen", "school")])
    assert len(drawn[0].label) <= 13


def test_marks_that_would_lie_on_each_other_stand_side_by_side():
    ends = lines_over_time([Line("home", "Samira", [1, 6]), Line("school", "Anna", [3, 6])])
    assert ends[0].end_x != ends[1].end_x


def test_a_side_that_said_nothing_has_no_line():
    assert lines_over_time([Line("home", "Samira", [None, None])]) == []
