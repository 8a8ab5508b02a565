"""What is known while the people and bodies of a capture find their places, and what is still to be written of it.

Whom somebody may be is looked up for all that a capture names at once, and once more where what was found meanwhile may
have changed it; what is found is written together, before anything is asked that it might change.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from onrecord.record.stories import identities as rows
from onrecord.record.stories import judgements, members, namesakes
from onrecord.record.stories.members import Attached, Member
from onrecord.story.identities import Seen, may_be

Left = Mapping[tuple[str, str], Sequence[int]]
"""Identities by type and folded name; several where namesakes lost their members together."""
_seen = msgspec.json.Decoder(Seen).decode


class Run:
    """What is known while the people and bodies of one capture, or of some identities, find their places.

    `left` has identities that lost members, by type and folded name: a new one of that name takes the place of one
    that has none any more. `touched` are those that changed.
    """

    def __init__(self, connection: Connection, left: Left | None = None) -> None:
        self.connection = connection
        self.left = left or {}
        self.rarity: dict[str, int] = {}
        self.touched: set[int] = {one for each in self.left.values() for one in each}
        self._rules: dict[int, list[judgements.Rule]] = {}
        self._here: dict[int, set[int]] = {}
        self._ahead = _Ahead()
        self._attached: list[Attached] = []
        self._refs: dict[str, int] = {}

    def look_ahead(self, those: Iterable[tuple[Member, Seen]]) -> None:
        """Look up whom all of some members may be, those of one day; otherwise each is looked up by itself."""
        self._ahead = _Ahead()
        self._ahead.look(self.connection, list(those))

    def names(self, seen: Iterable[Seen]) -> None:
        """Look up how rare the names are that stand beside someone."""
        wanted = {name.removeprefix("b:") for one in seen for name in one.beside} - self.rarity.keys()
        if wanted:
            if any(f"n:{name}" in one.member.keys for one in self._attached for name in wanted):
                self.write()
            self.rarity |= dict.fromkeys(wanted, 0) | namesakes.rarity(self.connection, sorted(wanted))

    def rules(self, capture_id: int) -> list[judgements.Rule]:
        """Return what people judged of whom a capture names."""
        if capture_id not in self._rules:
            self._rules[capture_id] = judgements.rules(self.connection, capture_id)
        return self._rules[capture_id]

    def here(self, capture_id: int) -> set[int]:
        """Return the identities that a capture names so far."""
        if capture_id not in self._here:
            self.write()
            self._here[capture_id] = {one.identity_id for one in members.of_capture(self.connection, capture_id)}
        return self._here[capture_id]

    def candidates(self, member: Member, seen: Seen, without: int | None) -> dict[int, int]:
        """Return the identities whose names agree in some way with a member's, and on how many captures each is; most
        that sound alike do not. One is left out.
        """
        ahead = self._ahead
        if not ahead.holds(member):
            self.write()
            ahead = _Ahead()
            ahead.look_up(self.connection, [member])
        return ahead.of_like_names(member, seen, without)

    def near(self, those: Mapping[int, int], day: str | None) -> dict[int, list[Seen]]:
        """Return what the pages nearest to `day` tell of identities, for those of which any tells something."""
        known = {one: self._ahead.members_of(one, articles, day) for one, articles in those.items()}
        others = {one: those[one] for one, told in known.items() if told is None}
        if others:
            if any(one.identity_id in others for one in self._attached):
                self.write()
            known |= _near(self.connection, others, day)
        return {one: told for one, told in known.items() if told}

    def articles(self, identity_ids: Iterable[int]) -> dict[int, int]:
        """Return on how many captures identities are."""
        out = namesakes.articles_of(self.connection, identity_ids)
        for one in self._attached:
            if one.identity_id in out:
                out[one.identity_id] += 1
        return out

    def found(self, member: Member) -> int:
        """Make an identity for a member that is nobody known, and return its id."""
        refs = rows.refs_for(member)
        known = self._ahead.taken
        if known is None:
            self.write()
            known = rows.taken(self.connection, refs)
        identity_id, ref = rows.found(self.connection, member, known)
        known[ref] = ref
        self._refs[ref] = identity_id
        return identity_id

    def attach(self, identity_id: int, member: Member, seen: Seen, why: str) -> None:
        """Give an identity a member; it is written with others."""
        self._attached.append(Attached(identity_id, member, why))
        self._ahead.attached(identity_id, member, seen)
        self.here(member.capture_id).add(identity_id)
        self.touched.add(identity_id)

    def joined(self, both: tuple[int, int], now: int) -> None:
        """Take note that two identities are one."""
        self._ahead.joined(both)
        self.touched.add(now)
        for here in self._here.values():
            if here & set(both):
                here.add(now)

    def write(self) -> None:
        """Write what was found, so that it can be asked for."""
        refs, attached = self._refs, self._attached
        self._refs, self._attached = {}, []
        rows.put_refs(self.connection, refs)
        members.attach(self.connection, attached)

    def done(self) -> None:
        """Bring the identities that changed up to date, and take away those that have nobody left."""
        self.write()
        rows.refresh(self.connection, self.touched)
        rows.prune(self.connection, self.touched)


class _Ahead:
    """Whom members may be, as it was looked up; what has changed since is told to it, and it holds for that no more.

    `taken` are the refs that are not free, if that is known.
    """

    def __init__(self) -> None:
        self._holders: namesakes.Holders = {}
        self._names: dict[int, list[str]] = {}
        self._keys: set[str] = set()
        self._changed: set[int] = set()
        self._members: dict[int, list[Seen]] = {}
        self._day: str | None = None
        self.taken: dict[str, str] | None = None

    def look(self, connection: Connection, those: Sequence[tuple[Member, Seen]]) -> None:
        """Look up all that is asked of some members."""
        self.look_up(connection, [member for member, _ in those])
        refs = [ref for member, _ in those for ref in rows.refs_for(member)]
        self.taken = rows.taken(connection, refs)
        near = {id: n for member, seen in those for id, n in self.of_like_names(member, seen, None).items()}
        days = {member.day for member, _ in those}
        if len(days) == 1:
            self._day = days.pop()
            self._members = {one: [] for one in near} | _near(connection, near, self._day)

    def look_up(self, connection: Connection, those: Sequence[Member]) -> None:
        """Look up who has the keys of members, and by which names."""
        wanted = [(one.type, key) for one in those for key in namesakes.looked_for(one.keys)]
        self._holders = namesakes.holders(connection, wanted)
        some = {id for one in those for id in namesakes.candidates(one.keys, one.type, self._holders)}
        self._names = namesakes.names_of(connection, some) if some else {}

    def holds(self, member: Member) -> bool:
        """Say whether what was looked up for a member is as it was."""
        keys = namesakes.looked_for(member.keys)
        if any((member.type, key) not in self._holders or key in self._keys for key in keys):
            return False
        return not any(one.identity_id in self._changed for key in keys for one in self._holders[member.type, key])

    def of_like_names(self, member: Member, seen: Seen, without: int | None) -> dict[int, int]:
        """Return the identities whose names agree in some way with a member's, and on how many captures each is."""
        those = namesakes.candidates(member.keys, member.type, self._holders)
        those.pop(without or 0, None)
        return {
            one: articles
            for one, articles in those.items()
            if one in self._names and may_be([seen], [Seen(type=seen.type, names=self._names[one])])
        }

    def members_of(self, identity_id: int, articles: int, day: str | None) -> list[Seen] | None:
        """Return what the pages nearest to `day` tell of an identity that is on so many captures, None if unknown."""
        if day != self._day and articles > namesakes.MEMBERS:
            return None
        return self._members.get(identity_id)

    def attached(self, identity_id: int, member: Member, seen: Seen) -> None:
        """Take note that an identity has one member more."""
        self._changed.add(identity_id)
        self._keys.update(member.keys)
        known = self._members.pop(identity_id, None)
        if known is not None and len(known) < namesakes.MEMBERS and seen.day and all(one.day for one in known):
            at = bisect_right(known, (seen.day, seen.capture), key=lambda one: (one.day or "", one.capture))
            self._members[identity_id] = [*known[:at], seen, *known[at:]]

    def joined(self, both: tuple[int, int]) -> None:
        """Take note that two identities are one."""
        self._changed.update(both)
        self.taken = None
        for one in both:
            self._members.pop(one, None)


def _near(connection: Connection, those: Mapping[int, int], day: str | None) -> dict[int, list[Seen]]:
    near = namesakes.members_near(connection, those, day)
    return {identity_id: [_seen(one) for one in near[identity_id]] for identity_id in those if near[identity_id]}
