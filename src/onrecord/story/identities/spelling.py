"""Names written otherwise: by sound, from another alphabet, shortened."""

from functools import lru_cache
from typing import Final

from onrecord.reading.entities.words import NICKNAMES, listed
from onrecord.record.names import key

_LONGEST = 40
"""Letters of one word of a name that are compared; no name has more."""
_GIVEN: Final = """
alexander oleksandr aleksandr alexandr aliaksandr alyaksandr aleksander alejandro alessandro iskander
alexandra oleksandra aleksandra alejandra alessandra
alexei alexey oleksiy oleksii aleksei aleksey aliaksei
andrei andrey andriy andrii andrej andreas
anna hanna ganna
catherine katherine kateryna ekaterina yekaterina katarina katarzyna
dmitri dmitry dmytro dmitrii dzmitry dimitri
eugene evgeny yevgeny yevhen evgenii yauhen
evgenia yevgenia yevheniia yevgeniya
elena olena yelena alena
george georgy heorhiy georgii yuri yury yuriy yurii
ilya illia illya ilia
irina iryna
joseph yusuf youssef yousef yusef yousuf josef giuseppe iosif
konstantin kostyantyn kostiantyn
maxim maksym maksim
michael mikhail mykhailo mikhael michal mihail miguel
nicholas nikolai mykola nikolay mikalai nikolaos nicolas
nikita mykyta
natalia nataliya natalya nataliia
oleg oleh aleh
paul pavel pavlo pablo paolo
peter petr pyotr petro piotr pedro pietro
sergei sergey serhiy serhii siarhei sergio
stephen stepan steven stefan esteban
svetlana svitlana sviatlana
taras tarass
tatiana tatyana tetiana tetyana
victor viktor wiktor
vladimir volodymyr uladzimir wladimir
vladislav vladyslav uladzislau wladyslaw
vasily vasyl vasiliy vassily
yaroslav iaroslav jaroslav
yulia yuliia julia yuliya iulia
mohammed mohammad muhammad mohamed muhammed mohamad mehmed mehmet mahomet
ahmed ahmad ahmet
abdullah abdulla abdallah abdalla
abdulrahman abdelrahman abdurrahman abdulrahmaan
hussein husain hussain husayn hossein
hassan hasan
ali aly
omar umar omer
osama usama
khaled khalid halid
ibrahim ebrahim abraham
ismail esmail ismael
mahmoud mahmud mehmood
mustafa mostafa moustafa
nasser nasir naser
said saeed sayeed saeid
salem salim saleem
suleiman sulayman soleiman suleyman
tariq tareq tarek
yahya yehia yahia
yasser yasir yaser
fatima fatma fatimah
aisha ayesha aicha
maryam mariam miriam
layla leila laila
xi hsi
zhang chang
"""
_SAME_GIVEN: Final[dict[str, str]] = {
    name: line.split(" ", 1)[0] for line in _GIVEN.strip().split("\n") for name in line.split(" ")
}
"""First names that are one name in several languages or alphabets, by one of them."""

_HIS_AND_HERS: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in listed(
        "leslie/lesley jesse/jessie marian/marion robin/robyn rene/renee noel/noelle michele/michelle gene/jean",
        "carol/karol jo/joe toni/tony bobbie/bobby terri/terry nicki/nicky",
    )
)
"""First names that differ by a letter or so, of a man and of a woman."""

_VOWELS: Final = frozenset("aeiouy")
_FAINT: Final = _VOWELS | {"h", "j"}
"""Letters that one way of writing a name has and another leaves out."""
_NEAR: Final[dict[frozenset[str], float]] = {
    frozenset(pair): cost
    for cost, pairs in {
        0.15: "iy ij yj vw kc kq cq ou ei",
        0.25: "ae gh ey eo sz td kg qg uv uw fv ts zj",
        0.5: "ao oa",
        0.6: "ai au ui eu oi oy",
    }.items()
    for pair in pairs.split()
}
_DIGRAPHS: Final = (
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("dzh", "j"), ("tch", "c"), ("zh", "z"), ("kh", "h"), ("gh", "g"),
    ("sh", "s"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("ts", "c"), ("tz", "c"),
    ("cz", "c"), ("sz", "s"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("x", "ks"),
)  # fmt: skip
_SKELETON: Final = str.maketrans(
    {**dict.fromkeys("aeiouyj", ""), **dict.fromkeys("gqch", "k"), "w": "v", "z": "s", "d": "t", "b": "p"}
)


@lru_cache(maxsize=16_384)
def given(first: str) -> str:
    """Return a folded first name's usual full form, over short forms and languages.

    >>> given("bob"), given("oleksandr"), given("mara")
    ('robert', 'alexander', 'mara')
    """
    full = NICKNAMES.get(first, first)
    return _SAME_GIVEN.get(full, full)


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Return the consonants of a folded word by which its spellings are found again; coarser than `near` decides.

    >>> sound("hryhorenko") == sound("grigorenko"), sound("gaddafi") == sound("qadhafi"), sound("falk")
    (True, True, 'flk')
    """
    short = word[:_LONGEST]
    for letters, one in _DIGRAPHS:
        short = short.replace(letters, one)
    bones = ("a" if short[:1] in _VOWELS else "") + short.translate(_SKELETON)
    return "".join(c for i, c in enumerate(bones) if i == 0 or c != bones[i - 1])


@lru_cache(maxsize=65_536)
def near(one: str, other: str, most: float = 0.12) -> bool:
    """Whether two folded words may be one name in two spellings: an edit distance in which letters that ways of
    writing confuse cost little, at most `most` for each letter of the longer.

    >>> near("hryhorenko", "grigorenko"), near("zelensky", "zelenskyy"), near("hassan", "hussein"), near("falk", "fox")
    (True, True, False, False)
    """
    if one == other:
        return True
    a, b = one[:_LONGEST], other[:_LONGEST]
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 3:
        return False
    for letters, short in _DIGRAPHS:
        a, b = a.replace(letters, short), b.replace(letters, short)
    before = [0.0]
    for letter in b:
        before.append(before[-1] + _drop(letter))
    for i, mine in enumerate(a):
        row = [before[0] + _drop(mine)]
        for j, theirs in enumerate(b):
            doubled = (i and a[i - 1] == mine) or (j and b[j - 1] == theirs)
            row.append(
                min(
                    before[j] + _turn(mine, theirs),
                    before[j + 1] + (0.1 if doubled else _drop(mine)),
                    row[j] + (0.1 if doubled else _drop(theirs)),
                )
            )
        before = row
    return before[-1] <= most * max(len(a), len(b))


def near_given(one: str, other: str) -> bool:
    """Whether two folded first names may be one in two spellings; those that end as a man's and a woman's are not.

    >>> near_given("yevhen", "evgeny"), near_given("mario", "maria"), near_given("jan", "jana")
    (True, False, False)
    """
    if given(one) == given(other):
        return True
    if frozenset((one, other)) in _HIS_AND_HERS:
        return False
    ends = one.removesuffix("h")[-1:], other.removesuffix("h")[-1:]
    if (ends[0] in _VOWELS) != (ends[1] in _VOWELS) or ("a" in ends and ends[0] != ends[1]):
        return False
    return _sung(one) == _sung(other) and near(one, other, 0.1)


def _sung(word: str) -> str:
    """Return a first name's vowels, over spellings: they tell Frances from Francis."""
    for letters, one in _DIGRAPHS:
        word = word.replace(letters, one)
    vowels = "".join(c for c in word.replace("y", "i").replace("u", "o").removesuffix("e") if c in _VOWELS)
    return "".join(c for i, c in enumerate(vowels) if i == 0 or c != vowels[i - 1])


def _drop(letter: str) -> float:
    return 0.35 if letter in _FAINT else 1.0


def _turn(mine: str, theirs: str) -> float:
    return 0.0 if mine == theirs else _NEAR.get(frozenset((mine, theirs)), 1.0)


def words_of(name: str) -> list[str]:
    """Return the folded words of a name."""
    return key(name).split()
