"""Whatever is quiet and wished: a device lights up only when all of it allows that."""

from datetime import datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deelgenoot.post.rules import AMSTERDAM, Lighting, Quiet, Safe, lights_up_at, shown_for

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=AMSTERDAM)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30)))
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: FRIDAY + timedelta(minutes=n))
hours = st.none() | clocks
safes = st.builds(Safe, st.lists(st.integers(0, 6), unique=True).map(tuple), hours, hours)
quiets = st.builds(Quiet, clocks, clocks, st.frozensets(st.integers(0, 6)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(moments, quiets, st.lists(safes, max_size=2).map(tuple))
def test_whenever_a_device_lights_up_it_is_safe_then_and_as_long_as_it_may_be_shown(
    now, quiet, safe
):
    when = Lighting(quiet, safe)
    at = lights_up_at(now, when)
    if at is not None:
        assert at >= now
        assert when.holds(at)
        last = at + timedelta(seconds=max(shown_for(at, when) - 1, 0))
        assert when.holds(last.astimezone(AMSTERDAM))
