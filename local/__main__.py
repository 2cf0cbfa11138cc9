"""`python -m local`: the whole product on this machine. `make run` sets up what it needs first."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - to say it in one sentence
    sys.exit("Python 3.11 or newer is needed: start with `make run PYTHON=/path/to/python3.11`.")

from local.run import main  # an older Python could not read it

if __name__ == "__main__":
    sys.exit(main())
