"""What a command prints on stdout."""

import json


def printed(options, record, text: str) -> None:
    print(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) if options.json else text)
