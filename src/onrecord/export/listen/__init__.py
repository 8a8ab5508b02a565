"""An article read aloud, offline: what is said in which order, the voices that say it, and what is kept of it.

`script` writes what is said, from a reading alone. `speaking` has it said in a process of its own, by a voice of
`voices`, into a sound file; `kept` remembers what was said before; `webvtt` writes its transcript and chapters.
"""

from onrecord.export.listen.model import Chapter, Heard, Script, Spoken, Utterance, UtteranceKind, Word
from onrecord.export.listen.script import script

__all__ = ["Chapter", "Heard", "Script", "Spoken", "Utterance", "UtteranceKind", "Word", "script"]
