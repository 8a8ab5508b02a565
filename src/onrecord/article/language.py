"""The language of a page: what its markup says, else what its words and letters show.

Told from the letters where a script has one main language, else from the commonest small words, which make up a
third of any running text. Short or mixed texts give none.
"""

# ruff: noqa: E501 - tables, one language a line

import re
from collections import Counter
from functools import cache
from typing import Final

_SEEN: Final = 20_000
"""Code points looked at."""
_LEAST: Final = 0.08
"""Share of words that must be small words of the language."""

# The commonest small words; those shared by several languages count for each.
_WORDS: Final = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from or have an they which you were her she there would their him been has when who will no more if out so said what its about into than them can only other new some could these two may then do first any my now such like our over me even most made after also did many before must through",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei wenn hatte kann gegen vom können schon ihre dann unter wir soll ich eines",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux d'une cette ont être fait d'un ou mais nous comme sa ces leur était elle été deux si même tout après dont entre où sans ses aussi bien ainsi très depuis selon",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien según",
    "it": "di e il la che in a per un è del non una i le con si da della sono al dei nel alla più gli ha come anche ma lo dal o delle se ai questo su alle nella degli ci dalla stato era hanno sua suo essere dopo tra due nei prima suoi fatto ancora contro quando chi già cui anni solo",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er die om ook als dan maar bij of uit door naar heeft hij ze nog worden werd over wordt deze dit hebben we kan meer zich wel geen was al haar tot onder moet na zo veel tegen zegt volgens",
    "af": "die en van in is het 'n vir dat op te wat met nie sy om aan hy as word ook deur was maar uit by hulle kan sal daar na tot ons oor nog wees haar hierdie toe se moet jaar ek meer teen gesê volgens",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när man under också efter eller nu där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då sedan över bara blir upp även vad två vill säger enligt",
    "da": "og i at det er en til af på for med den der de ikke som har et han var fra om men vi sig kan så også hun eller da være efter ved blev have over nu man vil skal når blevet hvor mod været hvis op jeg ud siger end bliver kommer hvad kunne mange",
    "no": "og i det er på som en til av for at med den har de ikke et om var han men seg fra vi kan så også hun eller da være etter ved ble skal når blir hvor mot vært hvis opp jeg ut sier enn kommer hva kunne mange ifølge mellom under ha sin",
    "is": "og að í á er sem um til með en við var hann fyrir það ekki af ekki frá eru hafa þess hún segir verið þetta verður sé þeir kom eftir hefur þá svo því upp yfir úr við þegar einnig",
    "fi": "ja on ei että se oli hän mutta ovat myös kun joka kuin sen mukaan jos ole nyt vain niin tai mitä hänen voi sitä sekä vuonna jo kanssa mukaan olla olisi tämä siitä ne kertoo sanoo",
    "et": "ja on ei et see oli ta kui ka mis aga või oma kes siis veel seda mida nii selle ning pole tema ole ütles juba välja üle peale",
    "lv": "un ir no ar par uz kas ka arī bet tas to tā bija pēc nav lai vai gan viņš kā šo jau tika ir pie tiek var",
    "lt": "ir yra kad į iš su bet kaip tai buvo jis ar apie tik už dėl po jo nuo taip dar bus kurie gali savo prie nėra taip pat sakė",
    "pl": "w i na z się nie do to że jest o od za po jak co jego ale przez są dla tym było oraz przy już tego który czy być także może tylko ze ma jej został roku ich będzie które",
    "cs": "a v se na je že s z do o i to k ve pro za by ale jako od po jsou byl který podle jeho už co také jen nebo si které však před mezi má být bude není jsem při jejich protože ten tak jim kteří které aby když ještě",
    "sk": "a v sa na je že s z do o i to k vo pre za by ale ako od po sú bol ktorý podľa jeho už čo tiež len alebo si ktoré však pred medzi má byť bude nie pri",
    "sl": "in je v se na da so za pa z ki ne bi po s tudi od ni kot bo ali še smo leta pri do že lahko bil to zaradi med iz",
    "hr": "i u je da se na su za od s a o to ne koji kako što iz bi će nije te po ali do ili kao samo bio još zbog prema sve kod nakon više može",
    "hu": "a az és hogy nem is egy volt meg csak ez de már mint el ki még van lesz azt ha vagy szerint után pedig kell amely majd között nagyon minden úgy aki",
    "ro": "de și în a la cu că pe un din o nu care este au pentru să mai ca prin fost sunt fi lui ce după dar dintre sau acest această cele al are anul între",
    "sq": "e të në dhe që për me një nga se është u si ka në më nuk do por kjo janë ai pas edhe ku kishte",
    "tr": "ve bir bu da de için ile olarak çok daha olan en gibi kadar sonra o ne ancak var dedi göre her ise olduğunu tarafından yeni ya değil oldu etti iki",
    "id": "yang dan di ini itu dengan untuk dari dalam tidak akan pada juga ke adalah ada oleh sebagai bisa mereka telah saat lebih sudah karena tersebut kata atau orang kami ia dapat bahwa",
    "ms": "yang dan di ini itu dengan untuk dari dalam tidak akan pada juga ke adalah ada oleh sebagai beliau mereka telah lebih sudah kerana tersebut kata atau orang kami boleh bahawa berkata daripada kepada",
    "vi": "và của là có trong cho được không với các đã những một người này khi để đến từ về ra vào năm tại trên cũng theo sau như đó ông nhiều việc",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo huo alisema cha hii watu hayo kama yake pia ili baada kwamba wake huyo kutoka hilo lakini wakati",
    "ca": "de la i que a el en les els del un per una amb és no al es ha dels va més com seva són però per han si o aquest aquesta ser també ja fins entre quan tot segons",
    "gl": "de a e o que en do da un para os unha por as no na é con non se ao máis dos das pola polo como súa foi seu ser tamén está xa á mais entre sobre ata",
    "eu": "eta da ez bat du izan dute ere dira egin zuen baina beste hau baino dela zen edo bere izango duen ditu dituzte",
    "cy": "y yn i a ar o mae ei am bod wedi eu ac gan yw fod oedd roedd hynny hefyd sydd fel nid wrth",
    "ga": "an na agus a ar i go is le tá bhí sé don do ag bhfuil gur seo sin ní mar níos",
    "xh": "ukuba kwaye le ngoko kunye into ke uthe xa nje abantu kodwa yi kwi lo oku ngaba ngo ka",
    "zu": "ukuthi futhi le kanye uma kodwa ngoba lo umuntu abantu uthe khona nje ngo ka la leli lokhu kwa",
    "st": "ho le ba ka ea e ha ke tsa a hore oa bona li mo hae la ena tse bo na empa",
    "lb": "de an déi ass dat vun den a mat fir op net eng en sech ze och als war huet um si hunn iwwer sinn gëtt bei",
    "mt": "li ta ta' il- u f' ma kien din is-sena mill- fuq għal minn biex jew kienet hija qal",
    "ru": "и в не на что с по как это он к из за от его но а для у было о же так все был до бы она года или только если ее ли того уже мы при также после сказал который",
    "uk": "і в не на що з та у до за як від це про його але для по він був під яка які також року або її вже є було при щодо після який",
    "bg": "на и в за да се от е не с по че са като до което ще той със при но след го който има беше са това или през още те му",
    "sr": "и у је да се на су за од с а о то не који како што из би ће није те по али до или као само био још због према",
    "mk": "на и во да се од за е не со ќе што по ги до како го беше тоа но при или сите кој се",
    "be": "і ў не на што з у да як гэта па за ад але яго для ён быў таксама якія год",
}  # fmt: skip

_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("kn", re.compile(r"[\u0c80-\u0cff]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
)
_FOREIGN: Final = re.compile(r"[\u0370-\u03ff\u0500-\u1dff\u3040-\uffff]")
_PERSIAN: Final = re.compile(r"[\u067e\u0686\u0698\u06af\u06cc]")
_URDU: Final = re.compile(r"[\u0679\u0688\u0691\u06ba\u06d2]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _tongues() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for code, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            out.setdefault(word, []).append(code)
    return out


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that `text` is written in, None where it cannot be told.

    >>> language_of("The ferry was late and the people on it were not amused by what they had been told.")
    'en'
    """
    text = text[:_SEEN]
    if sum(map(str.isalpha, text[:200])) < 12 and sum(map(str.isalpha, text)) < 12:
        return None
    if not text.isascii() and _FOREIGN.search(text):
        count = sum(map(str.isalpha, text))
        found = dict.fromkeys((code for code, _ in _SCRIPTS), 0)
        if len(_FOREIGN.findall(text)) > 0.3 * count:
            found = {code: len(signs.findall(text)) for code, signs in _SCRIPTS}
        code, most = max(found.items(), key=lambda item: item[1])
        if code == "zh" and found["ja"] > 0.03 * count:
            code = "ja"
        if most > 0.4 * count or (code == "ja" and most + found["zh"] > 0.4 * count):
            if code == "ar":
                return (
                    "ur"
                    if len(_URDU.findall(text)) > 0.02 * count
                    else ("fa" if len(_PERSIAN.findall(text)) > 0.02 * count else "ar")
                )
            return code
    words = _WORD.findall(text)
    count = len(words)
    if count < 4:
        return None
    tongues = _tongues()
    scores: dict[str, float] = {}
    for word, times in Counter(filter(tongues.__contains__, map(str.casefold, words))).items():
        codes = tongues[word]
        for code in codes:
            scores[code] = scores.get(code, 0.0) + times * (1.0 / len(codes) + 0.5)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    if score < _LEAST * count or (len(ranked) > 1 and score < 1.05 * ranked[1][1] and not are_near(best, ranked[1][0])):
        return None
    return best


_CODES: Final = {"eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it",
                 "por": "pt", "rus": "ru", "jpn": "ja", "kor": "ko", "ara": "ar", "tur": "tr", "pol": "pl",
                 "nb": "no", "nn": "no", "iw": "he", "in": "id", "jp": "ja", "english": "en", "german": "de",
                 "deutsch": "de", "french": "fr", "spanish": "es"}  # fmt: skip


def code_of(tag: str | None) -> str | None:
    """Return the ISO 639-1 code in a language tag such as ``en-GB`` or ``de_DE``; None if it holds none.

    >>> code_of("en-GB"), code_of("nb-NO"), code_of("x")
    ('en', 'no', None)
    """
    if not tag:
        return None
    first = re.split(r"[-_,;\s]", tag.strip().lower(), maxsplit=1)[0]
    first = _CODES.get(first, first)
    return first if re.fullmatch(r"[a-z]{2}", first) and first != "xx" else None


_KIN: Final = ({"da", "no", "sv"}, {"hr", "sr", "bs", "sl"}, {"cs", "sk"}, {"id", "ms"}, {"es", "gl", "ca", "pt"},
               {"ru", "uk", "be", "bg", "mk"}, {"zu", "xh", "st", "tn"}, {"nl", "af"}, {"de", "lb"},
               {"ar", "fa", "ur"}, {"hi", "mr", "ne"}, {"zh", "ja"})  # fmt: skip
"""Languages that small words tell apart badly: among these a declared one is believed."""


def are_near(one: str, other: str) -> bool:
    """Whether two languages are the same, or so near that small words do not tell them apart surely."""
    return one == other or any(one in group and other in group for group in _KIN)
