"""Words and dates by which bylines, credits, times and controls are known."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.article.features.rows import Array


def date_columns(texts: list[str], digits: npt.NDArray[np.bool_]) -> Array:
    """Say of each text whether a date or a time stands in it; only of those that have `digits`."""
    out = np.zeros(len(texts))
    for i in np.flatnonzero(digits).tolist():
        if len(texts[i]) < 160 and _DATE.search(texts[i]):
            out[i] = 1.0
    return out


_CUES: Final = (
    # Another story is named.
    re.compile(
        r"(?:read (?:more|also|next)|also read|related|watch|see also|more(?: on this)?|don't miss|lesen sie auch"
        r"|mehr (?:zum|dazu|lesen)|auch interessant|lire aussi|à lire|voir aussi|lee también|le puede interesar"
        r"|leggi anche|lees ook|leia (?:também|mais)|läs (?:mer|också)|les også|læs også|ayrıca|çok okunan"
        r"|czytaj także)\b.{0,12}[:|–—-]\s*\S"
    ),
    # More of a list is offered.
    re.compile(
        r"(?:see|show|view|read|load|discover|explore|all|more|mehr|alle|weitere|zum|voir|plus|tous|ver|leer|más"
        r"|todas?|leggi|vedi|tutt[ie]|meer|alles|visa|fler|vis|flere|tümü|daha)\b.{0,8}\b(?:more|all|mehr|alle"
        r"|anzeigen|laden|plus|tout|toutes|más|todo|todas|altro|tutto|meer|mer|flere|fazla)\b"
    ),
    # The reader may do something.
    re.compile(
        r"(?:listen|play|pause|share|print|save|copy|subscribe|sign|log|register|follow|comment|loading|download"
        r"|advert|skip|close|accept|teilen|drucken|merken|speichern|anhören|abspielen|kommentar|anmelden|abonnieren"
        r"|folgen|anzeige|partager|écouter|imprimer|s'abonner|se connecter|publicité|compartir|escuchar|suscr"
        r"|publicidad|condividi|ascolta|abbonati|pubblicità|paylaş|dinle|delen|luister|dela|lyssna|del |annons"
        r"|whatsapp|facebook|twitter|telegram|e-?mail|linkedin)"
    ),
)

_CREDITED: Final = re.compile(
    r"(?:picture|photo|photograph|foto|bild|image|credit|crédit|imagen|fotografía|fotograf|photographie|immagine|quelle"
    r"|source|fotó|kuva|zdjęcie|фото)s?\s*(?:by|von|par|[:/])|©|copyright"
    r"|[/(\[|]\s?(?:ap|afp|dpa|reuters|getty|epa|pa|imago|efe|ansa|shutterstock|keystone|apa|tass|xinhua|bloomberg|alamy"
    r"|archiv|ritzau|ntb|belga|anp|lusa|handout)\b"
    r"|\b(?:getty images|ap photo|file photo|archiv(?:bild|foto)|symbol(?:bild|foto)|shutterstock|unsplash|pexels"
    r"|pixabay|istock|picture alliance|courtesy of)\b|写真|사진"
)

_SIGNED: Final = re.compile(r"(?:by|von|par|por|di|door|av|af|van|text|texte|reporting by|written by|interview)\b:? \S")

# What every match of the expressions has: most blocks are done with at a glance.
_MAY_BEGIN: Final = re.compile("|".join(cue.pattern for cue in (*_CUES, _SIGNED)))

# Its alternatives begin with a letter each, and none is a class: so the engine looks for those letters alone at first.
_MAY_CREDIT: Final = re.compile(
    r":|©|/|\(|\[|\||写|사|by|von|par|getty|copyright|photo|archiv|symbol|shutterstock|unsplash|pexels|pixabay|istock"
    r"|alliance|courtesy"
)


def cue_columns(texts: list[str]) -> Array:
    """Whether a short block begins as links, lists and controls do, or has the form of a credit or a byline."""
    out = np.zeros((len(texts), 5))
    for i, text in enumerate(texts):
        size = len(text)
        if size > 400:
            continue
        small = text.lower()
        if size < 160 and _MAY_BEGIN.match(small):
            for column, cue in enumerate(_CUES):
                if cue.match(small):
                    out[i, column] = 1.0
            if _SIGNED.match(small):
                out[i, 4] = 1.0
        tail = max(0, len(small) - 80)
        if _MAY_CREDIT.search(small, tail) and _CREDITED.search(small, tail):
            out[i, 3] = 1.0
    return out


_DATE: Final = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[:.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d+ ?(?:min|h|hrs?|hours?|std)\b|[年月日]"
)
