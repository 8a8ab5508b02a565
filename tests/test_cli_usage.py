"""Wrong command lines: each is told in one sentence what is wrong with it, and where it is told how it goes."""

import re
from pathlib import Path

import pytest

from onrecord.cli import USAGE, main

WRONG = {
    "versions": "PAGE is missing. Try: onrecord versions --help",
    "same p-000000000000 p-111111111111": "--because is missing. Try: onrecord same --help",
    "corrections undo x --because y": "NUMBER takes a whole number, not 'x'. Try: onrecord corrections undo --help",
    "search dam --limit x": "--limit takes a whole number, not 'x'. Try: onrecord search --help",
    "search dam -n 0": "--limit takes a number from 1 to 200, not 0. Try: onrecord search --help",
    "said Falk -n 201": "--limit takes a number from 1 to 200, not 201. Try: onrecord said --help",
    "identities -n 0": "--limit takes a number from 1 to 200, not 0. Try: onrecord identities --help",
    "said Falk --since yesterday": "'yesterday' is no day; a day is written as 2031-03-01. Try: onrecord said --help",
    "corrections --since x": "'x' is no day; a day is written as 2031-03-01. Try: onrecord corrections --help",
    "add --jobs": "--jobs needs a value. Try: onrecord add --help",
    "add page.html --nosuch": "--nosuch is no option of onrecord add. Try: onrecord add --help",
    "addd page.html": 'Unknown command "addd". Did you mean "add"? Try: onrecord --help',
    "tokens nosuch": 'Unknown command "nosuch". Try: onrecord tokens --help',
    "check nosuch.txt": "Cannot read nosuch.txt: No such file or directory.",
    "check .": ". is a folder; name a draft in it.",
    "listen page.html -o nowhere/x.wav": "The folder of nowhere/x.wav does not exist; make it first.",
    "serve --port 99999": "A port is a number from 0 to 65535, not 99999. Try: onrecord serve --help",
}


@pytest.mark.parametrize(("line", "told"), WRONG.items())
def test_a_wrong_command_line_is_told_in_a_sentence(
    line: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err) == (USAGE, "", f"onrecord: {told}\n")
    assert not any(tmp_path.iterdir())  # nothing was made on the way


def test_usages_are_of_one_form(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command's help starts with how it is called: options come right after the command."""

    def helped(*command: str) -> str:
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        return capsys.readouterr().out

    commands = [(name,) for name in re.findall(r"^│ ([a-z]+) ", helped(), re.MULTILINE)]
    several = {"accounts", "corrections", "judgements", "tokens"}
    commands += [(name, one) for name in several for one in re.findall(r"^│ ([a-z]+) ", helped(name), re.MULTILINE)]
    assert len(commands) > 40
    for command in commands:
        usage = " ".join(helped(*command).partition("\n\n")[0].split())
        wanted = "COMMAND|" if command[0] in several and len(command) == 1 else ""
        assert re.match(rf"Usage: onrecord {' '.join(command)} ({wanted}\[OPTIONS\])", usage), usage
