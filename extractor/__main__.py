"""`python -m extractor`: the same as the command `extractor`."""

import sys

from extractor.command.main import main

if __name__ == "__main__":
    sys.exit(main())
