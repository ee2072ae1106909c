"""When a device may light up, and which addresses the house lets itself be sent to."""

from datetime import datetime, time

import pytest

from deelgenoot.kernel.rules import Refused
from deelgenoot.post.push import (
    DeviceGone,
    Subscription,
    fits,
    is_public,
    public_address,
    send_push,
)
from deelgenoot.post.rules import (
    AMSTERDAM,
    TURNING_ON,
    DeviceOffered,
    Lighting,
    Quiet,
    Safe,
    lights_up_at,
    not_too_many_devices,
    shown_for,
    the_device_can_show,
    the_device_is_ones_own,
    the_device_is_safe,
)
from tests.push_service import Browser, PushService

NIGHT = Quiet(time(20), time(7, 30), frozenset({6}))
FRIDAY = datetime(2026, 11, 27, 12, tzinfo=AMSTERDAM)
SCHOOL_HOURS = Safe((0, 1, 2, 3, 4), time(9), time(15))


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (FRIDAY, FRIDAY),
        (FRIDAY.replace(hour=15), datetime(2026, 11, 30, 9, tzinfo=AMSTERDAM)),
        (FRIDAY.replace(hour=8), FRIDAY.replace(hour=9)),
        (FRIDAY.replace(hour=23), datetime(2026, 11, 30, 9, tzinfo=AMSTERDAM)),
    ],
)
def test_a_device_lights_up_only_when_it_is_safe(now, at):
    assert lights_up_at(now, Lighting(NIGHT, (SCHOOL_HOURS,))) == at


def test_what_is_never_safe_and_not_quiet_is_never_shown():
    assert lights_up_at(FRIDAY, Lighting(NIGHT, (Safe((), time(21), time(23)),))) is None
    sundays = Lighting(NIGHT, (Safe((6,)),))
    assert lights_up_at(FRIDAY, sundays) is None


def test_of_two_wishes_both_hold():
    when = Lighting(NIGHT, (SCHOOL_HOURS, Safe((3, 4), time(8), time(11))))
    assert lights_up_at(FRIDAY.replace(hour=11), when) == datetime(
        2026, 12, 3, 9, tzinfo=AMSTERDAM
    )


def test_a_message_is_not_shown_after_the_hours_that_are_safe():
    when = Lighting(NIGHT, (SCHOOL_HOURS,))
    assert shown_for(FRIDAY, when) == 3 * 3600
    assert shown_for(FRIDAY, Lighting(NIGHT)) == 8 * 3600
    assert shown_for(FRIDAY, Lighting(Quiet(time(0), time(0)))) == 24 * 3600


def breaks(**broken):
    """Which rule alone refuses this, with how to mend it; all else is fine."""
    TURNING_ON.require(DeviceOffered(others=9))
    with pytest.raises(Refused) as told:
        TURNING_ON.require(DeviceOffered(**broken))
    (rule,) = told.value.broken
    return rule if rule.mend else None


def test_the_device_is_safe():
    assert breaks(safe=False) is the_device_is_safe


def test_the_device_is_ones_own():
    assert breaks(own=False) is the_device_is_ones_own


def test_the_device_can_show():
    assert breaks(fits=False) is the_device_can_show


def test_not_too_many_devices():
    assert breaks(others=10) is not_too_many_devices


@pytest.fixture
def given_keys():
    service = PushService()
    yield Browser(service).keys
    service.server_close()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def_1-2",
        "https://jmt17.google.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=a%2fb",
        "https://web.push.apple.com/QABC",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_what_a_browser_gives_fits(given_keys, endpoint):
    assert fits(Subscription(endpoint, **given_keys))


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://fcm.googleapis.com.evil.invalid/x",
        "https://evilgoogleapis.com/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:8000/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://localhost/x",
        "https://metadata.internal/x",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x\r\nHost: evil",
        "https://fcm.googleapis.com/ x",
        "https://fcm.googleapis.com:x/",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "https://fcm.googleapis.com/ü",
    ],
)
def test_no_address_elsewhere_is_taken_and_none_is_asked(given_keys, endpoint):
    bad = Subscription(endpoint, **given_keys)
    assert not fits(bad)
    with pytest.raises(DeviceGone):
        send_push(bad, {}, reference=None, seconds=1)


@pytest.mark.parametrize("name", ["p256dh", "auth"])
@pytest.mark.parametrize("key", ["", "AA", "é", "A" * 87, "A" * 22 + "=="])
def test_half_keys_are_not_taken(given_keys, name, key):
    keys = {**given_keys, name: key}
    whole = name == "auth" and key == "A" * 22 + "=="
    assert fits(Subscription("https://fcm.googleapis.com/x", **keys)) is whole


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
    ],
)
def test_an_address_inside_is_no_address_of_the_open_internet(address):
    assert not is_public(address)
    assert is_public("8.8.8.8")
    assert is_public("2a00:1450:400e:80f::200a")


def test_a_name_that_leads_inside_is_not_asked():
    with pytest.raises(OSError, match="not on the open internet"):
        public_address("localhost", 443)
