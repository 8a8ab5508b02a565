"""The JSON Schemas in docs/schema, and the API's document, written anew.

python -m tests.schemas
"""

from pathlib import Path

from onrecord.export.schemas import VERSIONS, schema

FOLDER = Path(__file__).parents[1] / "docs" / "schema"


if __name__ == "__main__":
    for name, version in VERSIONS.items():
        (FOLDER / f"{name}-{version}.json").write_bytes(schema(name))
