"""Attributions on PolNeAR's dev articles, each read as the plain-text file that it is."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import onrecord
from benchmarks.corpora import articles, shared


def run(limit: int | None = None) -> None:
    scorer, gold = shared("tools", "score_attribution.py"), shared("data", "polnear", "dev")
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        lost = []
        with predictions.open("w", encoding="utf-8") as file:
            for name, data in articles(limit):
                reading = onrecord.read(data, media_type="text/plain")
                assert reading.text == data.decode("utf-8"), f"{name}: offsets must point into the file"
                if reading.kind != "article":
                    lost.append(f"{name} ({reading.kind})")
                attributions = [{"source": s.source, "cue": s.cue, "content": s.content} for s in reading.statements]
                file.write(json.dumps({"id": name, "attributions": attributions}) + "\n")
        if lost:
            print(f"taken for pages without an article: {', '.join(lost)}")
        if limit is not None:
            print("only some of the articles were read: recall is of all")
        command = [sys.executable, str(scorer), str(gold), str(predictions), "--boot", "1000"]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip())
