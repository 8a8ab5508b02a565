"""Reading aloud: how long it is, whether eSpeak NG began the words of the script, what was announced, what it costs.

python -m benchmarks listen [PAGE ...]
"""

import argparse
import tempfile
import time
from pathlib import Path

import onrecord
from onrecord.export.listen import script
from onrecord.export.listen.kept import Recordings
from onrecord.export.listen.voices import VoiceError, voice_for

SAMPLES = ("harbour-strike.html", "ferry-skerry-fm.txt", "dam-report-blog.html", "seilbahn-latin1.html")
ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed" / "lbc-2024-08-16.txt"


def main(arguments: list[str]) -> int:
    """Measure the pages named, by default the samples and the seed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks listen", description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path)
    pages = parser.parse_args(arguments).pages or [*(ROOT / "samples" / name for name in SAMPLES), SEED]
    for page in pages:
        if not page.exists():
            print(f"left out: {page.name} is not here")
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                _measure(page, Recordings(Path(folder)))
            except VoiceError as error:
                print(f"left out: {error}")
                return 0
    return 0


def _measure(page: Path, recordings: Recordings) -> None:
    reading = onrecord.read(str(page))
    said = script(reading)
    voice = voice_for(said.language)
    begun = time.perf_counter()
    first = recordings.of(said, voice, "mp3")
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    again = recordings.of(said, voice, "mp3")
    found = time.perf_counter() - begun
    words = sum(len(one.said.split()) for one in said.utterances)
    heard = sum(len(one.words) for one in first.heard.spoken)
    told = {ident for one in said.utterances for ident in one.statements}
    headlines = [(one.start, one.end) for one in reading.page.blocks if one.role == "headline"]
    quotations = {
        one.id
        for one in reading.statements
        if one.quotation != "indirect" and not any(start <= min(one.content)[0] < end for start, end in headlines)
    }
    minutes, seconds = divmod(round(first.heard.seconds), 60)
    pace, share = words / first.heard.seconds * 60, heard / words
    kept = "found again" if again.kept else "NOT KEPT"
    others, size = len(told - quotations), first.sound.stat().st_size / 1e6
    print(
        f"{page.name}: {minutes} min {seconds} s, {words} words, {pace:.0f} a minute; "
        f"eSpeak NG began {share:.0%} of them; announced: {len(quotations & told)} of {len(quotations)} quotations, "
        f"{others} other statements; MP3 of {size:.1f} MB made in {made:.1f} s, {kept} in {found * 1000:.0f} ms"
    )
