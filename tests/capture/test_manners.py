from protego import Protego

from onrecord.capture.manners import Manners


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_a_host_is_asked_no_faster_than_its_pace_and_others_meanwhile() -> None:
    clock = Clock()
    manners = Manners(2.0, clock, clock.sleep)
    assert manners.wait("a.example") == 0
    assert manners.wait("b.example") == 0
    assert manners.wait("a.example") == 2.0
    clock.now += 10
    assert manners.wait("a.example") == 0
    assert clock.slept == [2.0]


def test_a_longer_pause_that_a_site_asks_for_is_kept_but_not_for_ever() -> None:
    for delay, expected in (("7", 7.0), ("86400", 60.0), ("0.1", 2.0)):
        clock = Clock()
        manners = Manners(2.0, clock, clock.sleep)
        manners.remember("https://a.example", Protego.parse(f"User-agent: *\nCrawl-delay: {delay}\n"))
        manners.wait("a.example")
        assert manners.wait("a.example") == expected


def test_rules_are_remembered_for_an_hour_no_rules_too() -> None:
    clock = Clock()
    manners = Manners(2.0, clock, clock.sleep)
    assert manners.rules("https://a.example") is None
    manners.remember("https://a.example", None)
    assert manners.rules("https://a.example") == (None,)
    clock.now += 3601
    assert manners.rules("https://a.example") is None
