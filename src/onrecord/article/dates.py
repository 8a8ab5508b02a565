"""Days and times as pages print them, and as machines do, to ISO 8601 as precise as they are told.

A time zone is kept where one is stated and never supposed. Month names are those of some thirty languages, in
the forms that stand in dates (genitives, common abbreviations).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple

MAX_TEXT: Final = 2_000
"""Code points of a line that are searched for dates."""

# January to December; forms of one month are joined by "/".
_MONTHS: Final = """
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec
januar/jänner/jaenner/jan februar/feber/feb märz/maerz/mrz/mär april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez
janvier/janv février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre/oct novembre/nov décembre/decembre/déc
enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sep/set octubre/oct noviembre/nov diciembre/dic
gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set ottobre/ott novembre/nov dicembre/dic
janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez
gener/gen febrer/febr març abril/abr maig juny juliol/jul agost/ag setembre/set octubre/oct novembre/nov desembre/des
xaneiro/xan febreiro/feb marzo/mar abril/abr maio xuño xullo/xul agosto/ago setembro/set outubro/out novembro/nov decembro/dec
januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sept/sep oktober/okt november/nov december/dec
januar/jan februar/feb mars/mar/marts april/apr mai/maj juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov desember/december/des/dec
januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep oktober/okt november/nov december/dec
tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru
ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec
januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga/studenog prosinca
januara februara marta/mart aprila maja/maj juna/jun jula/jul avgusta/avgust septembra oktobra/oktobar novembra/novembar decembra/decembar
januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra
január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept október/okt november/nov december/dec
ianuarie/ian februarie/feb martie aprilie mai iunie/iun iulie/iul august septembrie octombrie/oct noiembrie/noi decembrie/dec
sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis
janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara
января/янв февраля/фев марта/мар апреля/апр мая/май июня/июн июля/июл августа/авг сентября/сен/сент октября/окт ноября/ноя декабря/дек
січня/січ лютого/лют березня/бер квітня/квіт травня/трав червня/черв липня/лип серпня/серп вересня/вер жовтня/жовт листопада/лист грудня/груд
януари февруари март април май юни юли август септември октомври ноември декември
јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра
ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαΐ ιουνίου/ιουν ιουλίου/ιουλ αυγούστου/αυγ σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ
يناير فبراير مارس أبريل/ابريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
كانون_الثاني شباط آذار نيسان أيار/ايار حزيران تموز آب أيلول/ايلول تشرين_الأول تشرين_الثاني كانون_الأول
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर
জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu/ags september/sep oktober/okt november/nov desember/des
januari/jan februari/feb mac april/apr mei jun julai/jul ogos september/sep oktober/okt november/nov disember/dis
januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
januarie februarie maart april mei junie julie augustus september oktober november desember
มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
"""  # noqa: E501 - a table, one language a line

_ZONES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "hnec": 60, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "sast": 120, "cat": 120, "eat": 180, "wat": 60,
    "ist": 330, "pkt": 300, "jst": 540, "kst": 540, "sgt": 480, "hkt": 480, "myt": 480, "awst": 480, "wib": 420,
    "ict": 420, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "nzst": 720, "nzdt": 780, "brt": -180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600, "gst": 240,
}  # fmt: skip
"""Minutes east of Greenwich."""
_AMERICAN: Final = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
"""Zones named without their season; it follows from the day."""

_UPDATED: Final = re.compile(
    r"""updat|revis|last\s+(?:modified|edited|reviewed)|modified|aktuali|geändert|stand\s*[:\d]|überarbeitet|zuletzt|
    mis\s+à\s+jour|modifi|mise\s+à\s+jour|màj|actuali[sz]|modificad|aggiorna|modificat|atualiza|bijgewerkt|gewijzigd|
    oppdater|opdater|uppdater|ändrad|endret|päivitet|muokattu|zaktualizow|aktualizac|aktualizov|ažurir|frissít|
    güncel|обновл|оновл|изменен|ενημ|تحديث|आखरी\s*अपडेट|अपडेट|更新|修正|수정|최종|diperbarui|dikemas|cập\s+nhật|
    atnaujin|uuendatud|uppfært|imesasishwa|แก้ไข|อัปเดต""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED: Final = re.compile(
    r"""publi[cksz]|post(?:ed|ado)|creat|erschienen|veröffentlicht|erstellt|paru|creado|pubblicat|geplaatst|
    gepubliceerd|yayın|giriş|опублик|выпущ|公開|配信|入力|입력|등록|発表|julkaistu|opublikow|dodano|objavljen|megjelen|
    đăng|dipublikasi|skapad|kirjutatud|نشر|प्रकाशित|δημοσι|paskelbta|terbit|\b(?:first|issued|filed)\b""",
    re.IGNORECASE | re.VERBOSE,
)

_ENDS: Final = re.compile(
    r"(?:\bbis|\buntil|\btill|expir\w*|\bhasta|jusqu['’]?\w*|\bfino\s+al?|\bto|\bthrough)(?:\s+(?:zum|the|el|le|au))?\s*:?\s*$",
    re.IGNORECASE,
)
"""What stands before a day on which something ends: that is no time of the page."""

Kind = Literal["published", "updated", ""]


class Stamp(NamedTuple):
    """A time found in a line: ISO 8601, where it stands in the line, and what the line says it is the time of."""

    iso: str
    start: int
    end: int
    kind: Kind


_ISO: Final = re.compile(
    r"""\s*(\d{4})-(\d{1,2})-(\d{1,2})
    (?:(?:\s*[T,]\s*|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?
       \s*(Z|UTC|GMT|[+\-−]\d{1,2}(?::?\d{2})?(?::\d\d)?|[A-Z]{2,5})?(?:\[[\w/]+\])?)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$"
)
_EPOCH: Final = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*$")
_UNIX: Final = re.compile(
    r"\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d)(?::(\d\d))? (?:([A-Z]{1,5}|[+-]\d{4}) )?(\d{4})\s*$"
)


def machine(text: str) -> str | None:
    """Return a time written for machines (ISO 8601 and what passes for it, Unix time, RFC 2822) as ISO 8601.

    The zone is the one stated; parts of seconds are left out. None where no valid day is told.

    >>> machine("2024-06-04T17:15:00.000Z")
    '2024-06-04T17:15:00+00:00'
    >>> machine("2024-06-04 17:15")
    '2024-06-04T17:15'
    >>> machine("Tue Jun 04 17:15:00 CEST 2024")
    '2024-06-04T17:15:00+02:00'
    """
    text = text[:200]
    found = _ISO.match(text) or _COMPACT.match(text)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        return _iso(int(year), int(month), int(day), hour, minute, second, zone)
    found = _EPOCH.match(text)
    if found:
        moment = datetime.fromtimestamp(int(found[1]), UTC)
        return moment.isoformat() if 1990 <= moment.year <= 2100 else None
    found = _UNIX.match(text)
    if found:
        name, day, hour, minute, second, zone, year = found.groups()
        return _iso(int(year), _months().get(name.lower(), 0), int(day), hour, minute, second, zone)
    stamp = next(stamps(text), None)
    return stamp.iso if stamp else None


def _iso(
    year: int, month: int, day: int, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    if not 1500 <= year <= 2200:
        return None
    if hour is None:
        return on.isoformat()
    h, m = int(hour), int(minute or 0)
    if h == 24 and m == 0:
        h, on = 0, on + timedelta(days=1)
    if h > 23 or m > 59 or int(second or 0) > 60:
        return on.isoformat()
    out = f"{on.isoformat()}T{h:02}:{m:02}"
    if second is not None:
        out += f":{min(int(second), 59):02}"
    return out + _offset(zone, on)


def _offset(zone: str | None, on: date) -> str:
    """Return a zone as ``+hh:mm``; empty for one that is not known."""
    if not zone:
        return ""
    zone = zone.strip().lower().replace("−", "-")
    found = re.fullmatch(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2}):?(\d{2})?(?::\d\d)?", zone)
    if found:
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > 15 or minutes > 59:
            return ""
        return f"{found[1]}{hours:02}:{minutes:02}"
    if zone in _AMERICAN:
        east = _AMERICAN[zone] + 60 * _is_american_summer(on)
    elif zone in _ZONES:
        east = _ZONES[zone]
    else:
        return ""
    sign = "-" if east < 0 else "+"
    return f"{sign}{abs(east) // 60:02}:{abs(east) % 60:02}"


def _is_american_summer(on: date) -> bool:
    march = date(on.year, 3, 8)
    november = date(on.year, 11, 1)
    starts = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return starts <= on < ends


@cache
def _months() -> dict[str, int]:
    out: dict[str, int] = {}
    for line in _MONTHS.strip().splitlines():
        for number, forms in enumerate(line.split(), 1):
            for form in forms.split("/"):
                form = form.replace("_", " ")
                out.setdefault(form, number)
                out.setdefault(_plain(form), number)
    return out


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _bounded(pattern: str) -> str:
    return pattern.replace(r"\s*", r"\s{0,3}").replace(r"\s+", r"\s{1,3}")


@cache
def _dates() -> re.Pattern[str]:
    # The longest first; and by their first letter, so that most need not be tried.
    begun: dict[str, list[str]] = {}
    for month in sorted(_months(), key=len, reverse=True):
        begun.setdefault(month[0], []).append(re.escape(month[1:]))
    names = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in begun.items())
    name = rf"(?:{names})(?![^\W\d_])\.?"
    year = r"(?:19|20)\d\d"
    pattern = rf"""(?<![\d.,/-])(?:
        (?P<y1>{year})\s*(?:[-/.]|年|년)\s*(?P<m1>\d{{1,2}})\s*(?:[-/.]|月|월)\s*(?P<d1>\d{{1,2}})(?!\d)(?:\s*[日일])?
        |(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°|-?е)?[.,]?\s*[-/]?\s*(?:de\s|of\s|di\s|da\s|ta'\s|י?ב)?\s*
          (?P<n2>{name})\s*[-/,.]?\s*(?:de\s|del\s|m\.\s)?\s*(?P<y2>{year}|'\d\d)(?!\d)
        |(?P<d4>\d{{1,2}})\s*(?P<s4>[-/.])\s*(?P<m4>\d{{1,2}})\s*(?P=s4)\s*(?P<y4>{year}|\d\d(?![\d:./]))(?!\d)
        |(?P<y5>{year})\.?\s*(?:m\.\s*)?(?P<n5>{name})\s*(?:mėn\.\s*)?(?P<d5>\d{{1,2}})(?!\d)
        |(?P<d6>\d{{1,2}})\s*(?:tháng)\s*(?P<m6>\d{{1,2}})[,]?\s*(?:năm)?\s*(?P<y6>{year})
        )
        |(?<![^\W_])(?P<n3>{name})\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?:at\s)?(?P<y3>{year})(?!\d)
        """
    # Bounded, since adjoining runs of white space would be tried in every way of sharing them out.
    return re.compile(_bounded(pattern), re.VERBOSE | re.IGNORECASE)


_CLOCK: Final = re.compile(
    r"""(?<![\d.:/,-])
    (?:(?P<half>오전|오후|午前|午後|上午|下午)\s?)?
    (?P<h>[01]?\d|2[0-4])\s?(?:(?:[:.h٫]|\s?[hH]\s?|時|时|點|点|시\s?)(?P<m>[0-5]\d)(?:分|분)?(?::(?P<s>[0-5]\d))?(?![\d])(?!\.\d)
      |(?=\s?(?:[aApP]\.?\s?[mM]\b|[uU]hr\b))|時|时|시)
    \s?(?P<ampm>[aApP]\.?\s?[mM]\b\.?|[صم](?!\w))?
    (?:\s?(?:[uU]hr|hrs?|hs|h)\b\.?)?
    (?:\s?\(?(?P<zone>(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|[A-Z]{2,5}(?![a-zA-Z])|Z\b)\)?)?
    """,
    re.VERBOSE,
)
_MAYBE: Final = re.compile(r"(?:19|20)\d\d|\d\s*[./-]\s*\d|'\d\d")
_GAP: Final = 32
"""Code points that may stand between a day and its time."""


def stamps(text: str, *, month_first: bool | None = None) -> Iterator[Stamp]:
    """Yield the days, with their times, that a line of text prints; only days with a year.

    `month_first` says how to read 04/06/2024 where both are possible; without it the day comes first unless the
    line names an American time zone.

    >>> [s.iso for s in stamps("16 August 2024, 05:46")]
    ['2024-08-16T05:46']
    >>> [(s.iso, s.kind) for s in stamps("Published 3:20 PM EDT, Tue June 4, 2024")]
    [('2024-06-04T15:20-04:00', 'published')]
    """
    text = text[:MAX_TEXT]
    text = _ascii_digits(text)
    if not _MAYBE.search(text):
        return
    days = []
    for found in _dates().finditer(text):
        day = _day(found, month_first if month_first is not None else _looks_american(text))
        if day:
            days.append((found.start(), found.end(), day))
    used: set[int] = set()
    for place, (start, end, day) in enumerate(days):
        floor = days[place - 1][1] if place else 0
        ceiling = days[place + 1][0] if place + 1 < len(days) else len(text)
        clock = _CLOCK.search(text, end, min(len(text), end + _GAP + 24))
        if clock and (clock.start() - end > _GAP or clock.start() >= ceiling):
            clock = None
        before = [
            c for c in _CLOCK.finditer(text, max(floor, start - _GAP - 24), start)
            if c.start() not in used and start - c.end() <= _GAP
        ]  # fmt: skip
        if before and (clock is None or start - before[-1].end() < clock.start() - end):
            clock = before[-1]
        if _ENDS.search(text, max(floor, start - 24), start):
            continue
        first, last = start, end
        iso: str | None = None
        if clock:
            used.add(clock.start())
            iso = _with_clock(day, clock)
            first, last = min(start, clock.start()), max(end, clock.end())
        label = text[max(floor, first - 60) : first]
        yield Stamp(iso or day.isoformat(), first, last, _kind(label, text, last, ceiling))


def _kind(label: str, text: str, end: int, ceiling: int) -> Kind:
    updated = [m.start() for m in _UPDATED.finditer(label)]
    published = [m.start() for m in _PUBLISHED.finditer(label)]
    if updated or published:
        return "updated" if (updated or [-1])[-1] > (published or [-1])[-1] else "published"
    after = text[end : min(ceiling, end + 16)]
    if re.match(r"\s*(?:更新|수정)", after):
        return "updated"
    return ""


def names_time(text: str) -> bool:
    """Whether a text has a word that says of which time it is: when something was published or updated.

    >>> names_time("Last updated"), names_time("By Ada Quill")
    (True, False)
    """
    return bool(_PUBLISHED.search(text) or _UPDATED.search(text))


def _looks_american(text: str) -> bool:
    return re.search(r"\b[ECMP][DS]?T\b", text) is not None


def _ascii_digits(text: str) -> str:
    """Return `text` with Arabic, Devanagari and other digits as ASCII ones, at the same places."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else " " if c in "\u200e\u200f\xa0\u202f" else c
        for c in text
    )


def _day(found: re.Match[str], month_first: bool) -> date | None:
    part = found.groupdict()
    names = _months()
    try:
        if part["y1"]:
            return date(int(part["y1"]), int(part["m1"]), int(part["d1"]))
        if part["d4"]:
            year = int(part["y4"])
            year += 2000 if year < 100 else 0
            first, second = int(part["d4"]), int(part["m4"])
            if (month_first and part["s4"] != "." and first <= 12) or second > 12:
                first, second = second, first
            return date(year, second, first)
        if part["d6"]:
            return date(int(part["y6"]), int(part["m6"]), int(part["d6"]))
        for k in "235":
            if part["n" + k]:
                name = part["n" + k].casefold().rstrip(".")
                month = names.get(name) or names.get(_plain(name), 0)
                year = int(part["y" + k].lstrip("'"))
                return date(year if year >= 100 else year + 2000, month, int(part["d" + k]))
    except ValueError:
        return None
    return None


def _with_clock(day: date, clock: re.Match[str]) -> str | None:
    hour = int(clock["h"])
    half = (clock["ampm"] or "").lower()
    if half.startswith("p") or half == "م" or clock["half"] in ("오후", "午後", "下午"):
        hour += 12 if hour < 12 else 0
    elif (half.startswith("a") or half == "ص" or clock["half"] in ("오전", "午前", "上午")) and hour == 12:
        hour = 0
    return _iso(day.year, day.month, day.day, str(hour), clock["m"] or "00", clock["s"], clock["zone"])


_URL_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?P<gap>[-/_.]?)(0[1-9]|1[0-2]|[1-9](?=[-/_.]))(?P=gap)(0[1-9]|[12]\d|3[01]|[1-9](?=[-/_.]|$))(?!\d)"
)


def of_url(url: str | None) -> str | None:
    """Return the day that an address holds, if it holds one.

    >>> of_url("https://gazette.example/2024/06/04/ferry-late")
    '2024-06-04'
    """
    if not url:
        return None
    for found in _URL_DAY.finditer(url[:2_000]):
        iso = _iso(int(found[1]), int(found[3]), int(found[4]), None, None, None, None)
        if iso:
            return iso
    return None
