"""Languages told from small words and letters."""
# ruff: noqa: E501 - pages and tables

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.language import code_of, language_of

SENTENCES = {
    "en": "The ferry was late and the people who had been waiting for it on the pier were not amused.",
    "de": "Die Fähre war zu spät, und die Leute auf dem Steg haben sich nicht darüber gefreut, wie man hört.",
    "fr": "Le bac est en retard et les gens qui attendent sur la jetée ne sont pas contents de ce qui se passe.",
    "es": "El barco llega tarde y la gente que lo espera en el muelle no está contenta con lo que ha pasado.",
    "it": "Il traghetto è in ritardo e la gente che aspetta sul molo non è contenta di quello che è successo.",
    "pt": "A balsa está atrasada e as pessoas que esperam no cais não estão contentes com o que aconteceu.",
    "nl": "De veerboot was te laat en de mensen die op de pier stonden te wachten waren er niet blij mee.",
    "sv": "Färjan var sen och människorna som väntade på bryggan var inte glada över det som hade hänt.",
    "da": "Færgen var forsinket, og de mennesker, som ventede på kajen, blev ikke glade efter at have hørt hvad der var sket.",
    "fi": "Lautta oli myöhässä, ja ihmiset eivät olleet iloisia siitä, että he joutuivat odottamaan, sanoo satama.",
    "pl": "Prom był spóźniony i ludzie, którzy czekali na nabrzeżu, nie byli zadowoleni z tego, co się stało.",
    "cs": "Trajekt měl zpoždění a lidé, kteří na něj čekali, nebyli rádi, protože jim to nikdo neřekl, a tak se zlobili.",
    "hu": "A komp késett, és az emberek nem örültek, hogy a parton kellett várni, de ezt már tudta mindenki.",
    "tr": "Vapur geç kaldı ve iskelede bekleyen insanlar bu durumdan memnun olmadı, ancak daha sonra geldi.",
    "id": "Kapal itu terlambat dan orang yang menunggu di dermaga tidak senang dengan apa yang telah terjadi.",
    "vi": "Phà đến muộn và những người đang chờ trên bến không vui với việc này, theo một người của cảng.",
    "sw": "Kivuko kilichelewa na watu wa kijiji hicho walisema kuwa hawakufurahi kwa sababu ya hali hiyo ya leo.",
    "ru": "Паром опоздал, и люди, которые ждали его на пристани, не были рады тому, что случилось.",
    "uk": "Пором запізнився, і люди, які чекали на нього на пристані, не були раді тому, що це сталося.",
    "el": "Το πλοίο άργησε και οι άνθρωποι που περίμεναν δεν ήταν ευχαριστημένοι.",
    "ja": "フェリーが遅れ、桟橋で待っていた人々は不満を漏らした。",
    "zh": "渡轮晚点，在码头等候的人们很不高兴。",
    "ko": "여객선이 늦어 부두에서 기다리던 사람들이 불만을 나타냈다.",
    "ar": "تأخرت العبارة ولم يكن الناس المنتظرون على الرصيف سعداء.",
    "he": "המעבורת איחרה והאנשים שחיכו על הרציף לא היו מרוצים.",
    "hi": "नौका देर से आई और घाट पर इंतज़ार कर रहे लोग खुश नहीं थे।",
    "th": "เรือข้ามฟากมาสายและผู้คนที่รออยู่บนท่าเรือไม่พอใจ",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence(code: str, sentence: str) -> None:
    assert language_of(sentence) == code


@pytest.mark.parametrize("text", ["", "12 34", "OK", "Xqz vbn wpo rty", "!!! ???"])
def test_what_cannot_be_told(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("en-GB", "en"), ("de_DE", "de"), ("nb-NO", "no"), ("EN", "en"), ("eng", "en"), ("", None),
     (None, None), ("klingon", None), ("x-default", None), ("fr; charset=utf-8", "fr")],
)  # fmt: skip
def test_tags(tag: str | None, code: str | None) -> None:
    assert code_of(tag) == code


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for found in (language_of(text), code_of(text)):
        assert found is None or len(found) == 2
