"""The queue: what the reader is least sure of, decided by keys alone, and by forms where no script runs."""

from tests.desk.browser import Look, Site


def test_look(own: Site) -> None:
    page = own.window(Look(1024))
    page.goto("/queue")
    page.get_by_label("Your name").fill("Mara Hollin")
    page.get_by_role("button", name="Begin").click()
    own.shot(page, "queue")
    own.check(page)
    for key in ("y", "2", "n", "j", "0"):
        page.keyboard.press(key)
    page.wait_for_timeout(1500)
    own.shot(page, "queue-decided")
    page.goto("/corrections")
    own.shot(page, "corrections")
    own.check(page)
    page.goto("/account")
    own.shot(page, "account")
    own.check(page)
