"""Training examples: features and labels of real pages, and of pages made from their parts.

A label is a set of roles that are possible, one in most cases; where gold data only tells what a block is not, it is
all roles but `MARKED`, with the weak guess as a hint of little weight.
"""

import html as html_module
import random
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.article.features import Features, features, shown
from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.model import NUMBER, ROLES
from onrecord.article.plaintext import cut
from onrecord.article.roles import judged
from training.blocks import data, wordings

SURE = 0.8
"""Probability from which a role that only the model gives is learned from."""
HINT = 0.05
"""Weight of a guess against that of a label."""

Label = tuple[str, str]
"""(role, how it is known): "hand", "gold", "model", "guess" (then it is only not one of `MARKED`) or "none"."""


@dataclass
class Example:
    """A page as the model sees it, and what it should say."""

    name: str
    style: str
    seen: Features
    allowed: np.ndarray
    """Blocks by roles: 1 where the role is possible; a row of zeros where nothing is known."""
    hint: np.ndarray
    """Number of the role that is guessed, -1 for none."""
    weight: np.ndarray
    texts: list[str]
    soft: np.ndarray
    """Blocks by roles: what several networks make of the page together; zeros where they were not asked."""
    gold: str = ""
    """The page's body, where it is known."""


def labels_of(page: data.Page, flat: Flat) -> list[Label]:
    """Return what is known of each block of the page's HTML version."""
    roles, told = data.weak_roles(page, flat)
    known = any(told)
    out = [
        (role, "gold" if t else "guess" if known and role != "?" else "none")
        for role, t in zip(roles, told, strict=True)
    ]
    hand = data.hand_roles(page, flat)
    if hand is not None:
        out = [(h, "hand") if h != "?" else o for h, o in zip(hand, out, strict=True)]
    return out


def taught(flat: Flat, labels: list[Label]) -> list[Label]:
    """Replace guesses by the roles of which the model in place is sure, and that gold does not rule out."""
    picked, sure = judged(flat)
    return [
        (ROLES[k], "model") if how == "guess" and p > SURE and ROLES[k] not in data.MARKED else (role, how)
        for (role, how), k, p in zip(labels, picked, sure, strict=True)
    ]


def carried(page: data.Page, source: Flat, labels: list[Label], target: Flat) -> list[Label]:
    """Return what is known of the blocks of a text version, from the HTML version and from gold."""
    moved = data.transfer(source, [f"{role}:{how}" for role, how in labels], target)
    roles, told = data.weak_roles(page, target)
    headed = any(role.startswith("headline:") for role in moved)
    out: list[Label] = []
    for text, role, t in zip(moved, roles, told, strict=True):
        if text != "?":
            name, how = text.split(":")
            out.append((name, how))
        elif t and role in data.MARKED and not (role == "headline" and headed):
            out.append((role, "gold"))
        else:
            out.append(("other", "none"))
    if data.title_line(target, source.head.title) and not moved[0].startswith("headline:"):
        # The words of <title>, which no reader sees on the page: the headline is the line above the article.
        out[0] = ("other", "gold")
    return out


def example(name: str, style: str, flat: Flat, labels: Sequence[Label]) -> Example:
    """Make an example of a page whose blocks are labelled."""
    indices = shown(flat)
    n = len(indices)
    labels = [labels[i] for i in indices]
    allowed = np.zeros((n, len(ROLES)), np.float32)
    hint = np.full(n, -1, np.int64)
    for i, (role, how) in enumerate(labels):
        if how in ("hand", "gold", "model"):
            allowed[i, NUMBER[role]] = 1
        elif how == "guess":
            allowed[i] = 1
            for marked in data.MARKED:
                allowed[i, NUMBER[marked]] = 0
            hint[i] = NUMBER[role]
    sizes = np.array([flat.blocks[i].end - flat.blocks[i].start for i in indices], np.float32)
    weight = 1 + np.minimum(sizes / 150, 2)
    texts = [flat.quote(i) for i in indices]
    soft = np.zeros_like(allowed)
    return Example(name, style, features(flat, indices), allowed, hint, weight.astype(np.float32), texts, soft)


# ------------------------------------------------------------------------------ made pages


@dataclass
class Part:
    """A labelled piece of a page, to make others from."""

    text: str
    label: Label
    alt: str = ""
    """Alternative text of the picture before it."""


def parts_of(flat: Flat, labels: list[Label]) -> list[Part]:
    """Return the pieces of a page."""
    alts: dict[int, str] = {}
    for i, alt in flat.alts:
        alts.setdefault(i, alt)
    return [Part(flat.quote(i), label, alts.get(i, "")) for i, label in enumerate(labels)]


def templates() -> list[str]:
    """The words that the made pages use for controls, credits and the like; the model may know all of them."""
    groups = (
        wordings.MORE,
        wordings.ALSO,
        wordings.LISTEN,
        wordings.PICTURES,
        wordings.CAPTIONED,
        wordings.AGENCIES,
        wordings.COMMENTS,
        wordings.REPLY,
        *wordings.PLAYER,
    )
    return [text.replace("{}", " ") for group in groups for text in group] + [
        "Read more: Also read: Watch: Related: Lesen Sie auch: Lire aussi : Lee también: By Von Par Por"
    ]


def _credit(rng: random.Random) -> str:
    """Who made a picture, as it is printed after a caption."""
    who = rng.choice(wordings.AGENCIES + wordings.MAKERS)
    if rng.random() < 0.3:
        who = rng.choice(("{}/{}", "{} / {}", "{}, {}", "{} | {}")).format(
            who, rng.choice(wordings.AGENCIES + wordings.MAKERS)
        )
    if rng.random() < 0.6:
        who = f"{rng.choice(wordings.PICTURES)}{rng.choice((': ', ': ', '/', ' by ', ' '))}{who}"
    return rng.choice(wordings.AROUND).format(who)


def _marked(text: str, rng: random.Random) -> str:
    """A caption that says of itself that it is one: by how it begins, by who made the picture, or both."""
    begun = rng.random() < 0.3
    if begun:
        text = rng.choice(wordings.CAPTIONED).format(text)
    if not begun or rng.random() < 0.5:
        text = f"{text.rstrip('.')}{rng.choice(('.', '.', '.', ''))} {_credit(rng)}"
    return text


def _legal(rng: random.Random) -> list[Part]:
    """Paragraphs about the site itself."""
    found = [Part(t, ("other", "hand")) for t in rng.sample(wordings.LEGAL, rng.choice((1, 1, 2, 4, 7)))]
    if rng.random() < 0.5:
        head = rng.choice(
            ("Your privacy", "Cookie settings", "Newsletter", "Einstellungen", "About us", "Necessary cookies")
        )
        found.insert(0, Part(head, ("other", "hand")))
    return found


def _comments(prose: list[str], rng: random.Random) -> list[Part]:
    """What readers wrote under an article: made of other articles' paragraphs."""
    made = [Part(rng.choice(wordings.COMMENTS), ("other", "hand"))]
    dated = rng.choice(("{}.{}.2024, 1{}:2{}", "{} hours ago", "vor {} Stunden", "{} {} 1{}:{}0", ""))
    reply = rng.sample(wordings.REPLY, 2)
    for _ in range(rng.choice((2, 4, 8, 15))):
        made.append(Part(rng.choice(wordings.NAMES), ("other", "hand")))
        if dated:
            made.append(Part(dated.format(*(rng.randint(1, 9) for _ in range(4))), ("other", "hand")))
        for text in rng.sample(prose, min(len(prose), rng.choice((1, 1, 1, 2, 3)))):
            made.append(Part(text, ("other", "hand")))
        if rng.random() < 0.6:
            made += [Part(text, ("other", "hand")) for text in reply[: rng.choice((1, 2))]]
    return made


def _after(prose: list[str], frame: list[Part], rng: random.Random) -> list[Part]:
    """Prose that stands under an article and is none of it: readers' comments, or the next article."""
    if rng.random() < 0.6 and prose:
        return _comments(prose, rng)
    first, last = _article(frame)
    return [Part(p.text, ("other", "guess")) for p in frame[first:last][: rng.choice((6, 15, 60))]]


def commented(html: str, rng: random.Random, prose: list[str], frame: list[Part]) -> str:
    """Return a page's markup with comments or another article put under the rest."""
    tag = rng.choice(("p", "p", "div"))
    name = rng.choice(("comment", "comments-list", "c-item", "post", "entry", "reply", "article", "teaser", ""))
    inner = "".join(f"<{tag}>{html_module.escape(p.text)}</{tag}>" for p in _after(prose, frame, rng))
    piece = f'<div class="{name}"><div>{inner}</div></div>'
    at = html.rfind(rng.choice(("</main>", "<footer", "</body>", "</article>")))
    return html[:at] + piece + html[at:] if at > 0 else html + piece


def marked_up(html: str, rng: random.Random, teasers: list[Part]) -> str:
    """Return a page's markup with paragraphs about the site, or a list of teasers, put before or after the rest."""
    tag = rng.choice(("p", "p", "div", "li", "span"))
    if rng.random() < 0.6 or len(teasers) < 2:
        inner = "".join(f"<{tag}>{html_module.escape(p.text)}</{tag}>" for p in _legal(rng))
    else:
        inner = "".join(
            f"<div><h3>{html_module.escape(a.text)}</h3><{tag}>{html_module.escape(a.alt)}</{tag}></div>"
            for a in rng.sample(teasers, min(len(teasers), rng.choice((2, 5, 9))))
        )
    piece = f"<div><div>{inner}</div></div>"
    if rng.random() < 0.3 and "<body" in html:
        at = html.find(">", html.find("<body")) + 1
        return html[:at] + piece + html[at:]
    at = html.rfind("</body>")
    return html[:at] + piece + html[at:] if at > 0 else html + piece


def _rail(others: list[Part], alts: list[str], rng: random.Random) -> list[Part]:
    """A list of other stories as archives keep it: mostly each headline under what its picture shows."""
    heading = rng.choice(wordings.HEADINGS)
    made = [Part(heading, ("rail_heading", "hand"))] if rng.random() < 0.9 else []
    if made and rng.random() < 0.7:
        made.append(Part(rng.choice(wordings.MORE).format(heading), ("control", "hand")))
    pictured = rng.random() < 0.7
    for part in rng.sample(others, min(len(others), rng.choice((2, 3, 4, 8, 15)))):
        words = part.text.split()
        chance = rng.random()
        if pictured and chance < 0.95:
            if part.alt and chance < 0.4:
                alt = part.alt
            elif alts and chance < 0.7:
                alt = rng.choice(alts)
            elif chance < 0.8:
                alt = part.text
            else:
                at = rng.randrange(max(1, len(words) - 2))
                alt = " ".join(words[at : at + rng.choice((2, 3, 6))])
            made.append(Part(alt, ("alt_text", "hand")))
        elif not pictured and chance < 0.08:
            made.append(Part(rng.choice(("Exclusive", "Live", "Video", "Analysis")), ("topic", "hand")))
        title = part.text + (" | Full recording" if rng.random() < 0.03 else "")
        made.append(Part(title, ("rail_headline", "hand")))
    return made


TOLD = (("body", "gold"), ("body", "hand"))
"""Labels of paragraphs that are known to be the article's."""


def archived(
    parts: list[Part],
    others: list[Part],
    rng: random.Random,
    frame: list[Part],
    teasers: list[Part],
    alts: list[str],
    prose: list[str],
    captions: list[str],
) -> tuple[Flat, list[Label]]:
    """Make a plain-text capture as archives hold them, from the pieces of a page and rails of another.

    Alternative texts stand before their captions, rails have controls, two paragraphs may be run together, a
    capture header may stand before the headline. What stands around the article may be `frame`'s, another page's;
    `teasers` are headlines with a sentence (as `alt`) under them, `captions` are of any page.
    """
    made: list[Part] = []
    if rng.random() < 0.5:
        parts = _framed(parts, frame)
    article = [i for i, p in enumerate(parts) if p.label[0] in data.MARKED and p.label[1] != "guess"]
    first, last = (article[0], article[-1]) if article else (0, len(parts))
    kept = list(parts[max(0, first - rng.choice((0, 0, 2, 5, 20))) :] if rng.random() < 0.6 else parts)
    if rng.random() < 0.3:
        end = next((k for k, p in enumerate(kept) if p is parts[last]), len(kept) - 1)
        kept = kept[: end + 1 + rng.choice((0, 0, 3, 10))]
    kept = _moved(kept, rng)
    body_seen = 0
    # A sentence of the story's own stands for a caption that is about it.
    told = [p.text.split(". ")[0] for p in kept if p.label in TOLD and len(p.text) > 60] or captions
    for part in kept:
        role, how = part.label
        if role == "caption" and how != "guess":
            text, chance = part.text, rng.random()
            if chance < 0.3:
                part = Part(_marked(text, rng), part.label)
            elif chance < 0.55:
                bare = text.rstrip(".")
                made.append(Part(bare, ("alt_text", "hand")))
                part = Part(f"{bare}{rng.choice(('.', '.', '.', ''))} {_credit(rng)}", ("caption", "hand"))
            elif chance < 0.75 and part.alt and part.alt.rstrip(".") != text.rstrip("."):
                made.append(Part(part.alt, ("alt_text", "hand")))
            elif chance < 0.75:
                # Said twice in the same words, it is the second time that is too many.
                made.append(part)
                part = Part(text, ("alt_text", "hand"))
        elif role == "rail_headline" and part.alt and rng.random() < 0.6:
            made.append(Part(part.alt, ("alt_text", "hand")))
        made.append(part)
        if role == "rail_heading" and how == "hand" and rng.random() < 0.5:
            made.append(Part(rng.choice(wordings.MORE).format(part.text), ("control", "hand")))
        if role == "body" and how != "guess":
            body_seen += 1
            if body_seen == 1 and rng.random() < 0.45:
                # Set off from the rest by the player, the first paragraph is the standfirst.
                made[-1] = Part(part.text, ("standfirst", "hand"))
                made += [Part(text, ("control", "hand")) for text in rng.choice(wordings.PLAYER)]
            elif captions and rng.random() < 0.1:
                shown = rng.choice(told if rng.random() < 0.6 else captions)
                made.append(Part(_marked(shown, rng), ("caption", "hand")))
            elif rng.random() < 0.03:
                made.append(Part(rng.choice(wordings.LISTEN).format(part.text[:30]), ("control", "hand")))
            elif rng.random() < 0.08 and others:
                made.append(Part(_linked(others, told, rng), ("crosslink", "hand")))
            elif rng.random() < 0.05 and len(others) > 4:
                made += _listed(others, rng)
    if rng.random() < 0.3:
        made = made + _legal(rng) if rng.random() < 0.7 else _legal(rng) + made
    if len(teasers) > 2 and rng.random() < 0.25:
        for part in rng.sample(teasers, min(len(teasers), rng.choice((2, 4, 8)))):
            made.append(Part(part.text, ("rail_headline", "hand")))
            made.append(Part(part.alt, ("rail_headline", "hand")))
    if rng.random() < 0.25:
        made += _after(prose, frame, rng)
    if others and rng.random() < 0.6:
        for _ in range(rng.choice((1, 2, 3, 5))):
            made += _rail(others, alts, rng)
    if rng.random() < 0.4:
        heading = rng.choice(
            ("Popular subjects", "Trending topics", "Topics", "Tags", "In this article", "Related topics")
        )
        over_tags = heading not in ("Popular subjects", "Trending topics")
        made.append(Part(heading, ("other" if over_tags else "rail_heading", "hand")))
        topics = [p for p in parts if p.label[0] == "topic" and p.label[1] != "guess"]
        for part in topics[:10]:
            made.append(Part(part.text, ("topic", "hand")))
        for name in rng.sample(wordings.SUBJECTS, 5):
            made.append(Part(name, ("topic", "hand")))
    return _written(made, rng)


def _moved(parts: list[Part], rng: random.Random) -> list[Part]:
    """Put some of the captions and crosslinks of a page between other paragraphs of it, without what stood by them."""
    free = [p for p in parts if p.label[0] in ("caption", "crosslink") and p.label[1] != "guess" and rng.random() < 0.3]
    out = [p for p in parts if all(p is not f for f in free)]
    places = [i for i, p in enumerate(out) if p.label[0] == "body" and p.label[1] != "guess"]
    for part in free if places else ():
        at = rng.choice(places)
        out.insert(at, part)
        places = [i + (i >= at) for i in places]
    return out if places else parts


def _linked(others: list[Part], told: list[str], rng: random.Random) -> str:
    """A link to another story or to a recording, about something else or about this story."""
    title = rng.choice(others).text
    if told and rng.random() < 0.4:
        title = " ".join(rng.choice(told).split()[: rng.randint(7, 15)])
    if rng.random() < 0.6:
        return rng.choice(wordings.LEADS) + title
    who = rng.choice(wordings.GUESTS) if rng.random() < 0.6 else " ".join(title.split()[:2])
    return f"{who} {rng.choice(wordings.SHOWS)}: {rng.choice(wordings.QUOTED).format(title)}"


def _listed(others: list[Part], rng: random.Random) -> list[Part]:
    """A list of other stories between two paragraphs; within the article its title is a crosslink, too."""
    made = []
    if rng.random() < 0.8:
        made.append(Part(rng.choice(wordings.ALSO), ("crosslink", "hand")))
        if rng.random() < 0.1:
            made.append(Part(rng.choice(("Show all", "All", "Alle")), ("control", "hand")))
    kicked, signed, timed = (rng.random() < 0.2 for _ in range(3))
    for other in rng.sample(others, min(len(others), rng.choice((1, 2, 3, 3, 4, 5, 8, 12)))):
        if kicked or rng.random() < 0.05:
            made.append(Part(rng.choice(wordings.KICKERS), ("topic", "hand")))
        made.append(Part(other.text, ("crosslink", "hand")))
        if timed and rng.random() < 0.8:
            made.append(Part(f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.2025", ("timestamp", "hand")))
        if signed:
            who = rng.choice(("By {}", "Von {}", "Par {}")).format(rng.choice(wordings.MAKERS[:6]))
            made.append(Part(who, ("other", "hand")))
    if rng.random() < 0.1:
        made.append(Part(rng.choice(("Show more", "Mehr anzeigen", "View all", "Voir plus")), ("control", "hand")))
    return made


def _article(parts: list[Part]) -> tuple[int, int]:
    """First and last piece that gold says are the article's."""
    found = [i for i, p in enumerate(parts) if p.label[0] in data.MARKED and p.label[1] != "guess"]
    return (found[0], found[-1] + 1) if found else (0, len(parts))


def _framed(parts: list[Part], frame: list[Part]) -> list[Part]:
    """Return the article of one page in what stands around that of another."""
    first, last = _article(parts)
    before, after = _article(frame)
    return frame[:before] + parts[first:last] + frame[after:]


def _written(made: list[Part], rng: random.Random) -> tuple[Flat, list[Label]]:
    """Write pieces as lines, cut them again, and say which block has which label."""
    pieces: list[str] = []
    owners: list[tuple[int, int, Label]] = []
    length = 0

    def put(text: str, label: Label | None = None) -> None:
        nonlocal length
        if label is not None:
            owners.append((length, length + len(text), label))
        pieces.append(text)
        length += len(text)

    if rng.random() < 0.35:
        put(rng.choice((" ", "")))
        header = f"date 20{rng.randint(10, 26)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        put(header, ("capture_header", "hand"))
        put(rng.choice((" ", " ", "\n", "\n\n")))
    between = rng.choice(("\n\n", "\n\n", "\n", "mixed"))
    width = rng.choice((0, 0, 0, 72, 78, 80, 80, 90, 100))
    for k, part in enumerate(made):
        text = part.text
        if width:
            text = "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text
        put(text, part.label)
        follows = made[k + 1] if k + 1 < len(made) else None
        gap = between
        if between == "mixed":
            tight = part.label[0] in ("other", "topic", "alt_text", "rail_headline")
            gap = "\n" if tight and rng.random() < 0.7 else "\n\n"
        both = follows and part.label == follows.label and part.label[0] == "body" and not width
        if both and part.text.endswith((".", '."')) and rng.random() < 0.01:
            gap = ""
        put(gap)
    flat = cut("".join(pieces))
    labels: list[Label] = []
    at = 0
    for block in flat.blocks:
        while at + 1 < len(owners) and owners[at][1] <= block.start:
            at += 1
        best = max(owners[at : at + 6], key=lambda o: min(o[1], block.end) - max(o[0], block.start))
        labels.append(best[2])
    return flat, labels


def bare(parts: list[Part], rng: random.Random, *, markup: bool, lined: bool = False) -> tuple[Flat, list[Label]]:
    """Make a page that is only an article; with `lined`, a line or two of furniture may have stayed on it."""
    wanted = {"headline", "body", "subheading", "standfirst"}
    if rng.random() < 0.5:
        wanted |= {"byline", "timestamp"}
    if rng.random() < 0.3:
        wanted |= {"caption"}
    kept = [p for p in parts if p.label[0] in wanted and p.label[1] != "guess"]
    if rng.random() < 0.3:
        kept = [p for p in kept if p.label[0] != "headline"]
    if rng.random() < 0.15:
        kept = kept[: rng.choice((2, 3, 5))]
    if lined and rng.random() < 0.4:
        for role, text in rng.sample(wordings.LINES, rng.choice((1, 1, 2, 3))):
            kept.insert(rng.randint(0, len(kept)), Part(text, (role, "hand")))
    if not markup:
        return _written(kept, rng)
    tags = {"headline": "h1", "subheading": rng.choice(("h2", "h3", "p"))}
    wrap = rng.choice(("div", "article", "main", "section", ""))
    inner = "".join(
        f"<{(tag := tags.get(p.label[0], rng.choice(('p', 'p', 'p', 'div'))))}>{html_module.escape(p.text)}</{tag}>\n"
        for p in kept
    )
    flat = flatten(f"<html><body><{wrap}>{inner}</{wrap}></body></html>" if wrap else inner)
    labels = [p.label for p in kept]
    if len(flat.blocks) != len(labels):
        labels = [("other", "none")] * len(flat.blocks)
    return flat, labels
