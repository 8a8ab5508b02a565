"""Write the expected readings anew: python -m tests.cases. Look at the difference before you keep it."""

import json

from tests.cases import CASES, read

for case in CASES:
    text = json.dumps(read(case), ensure_ascii=False, indent=1)
    (case / "expected.json").write_text(f"{text}\n", encoding="utf-8")
    print("wrote", case.name)
