"""Run by itself (`python -I -S operations/bytecode.py FOLDER TASK`): puts bytecode beside every module of a folder.

A process of its own, because bytecode says of each text whether it is interned, which depends on what the process has imported: only a process that has
imported nothing makes the same bytes each time. It is marked never to be checked against its source (PEP 552).
"""

import py_compile
import sys
from pathlib import Path


def compile_all(root: Path, task: str) -> None:
    """Compile every module under `root` as if it stood under `task`, which tracebacks name."""
    for path in sorted(root.rglob("*.py")):
        py_compile.compile(
            str(path),
            dfile=f"{task}/{path.relative_to(root).as_posix()}",
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]), sys.argv[2])
