import subprocess
import sys

UNLEARNED = """
import gc
import msgspec
from chalicelib.chat import wire
from local.running import learn_forms

def learned():
    infos = [each for each in gc.get_objects() if type(each).__name__ == "StructInfo"]
    return {each for info in infos for each in gc.get_referents(info) if isinstance(each, type)}

forms = {each for each in vars(wire).values() if isinstance(each, type) and issubclass(each, msgspec.Struct)}
assert forms - learned() == forms
learn_forms()
print(*(each.__name__ for each in forms - learned() - {msgspec.Struct, wire.Frozen}))
"""


def test_msgspec_has_learned_every_form_before_two_threads_can_make_it_learn_one_at_once() -> None:
    unlearned = subprocess.run([sys.executable, "-c", UNLEARNED], capture_output=True, text=True, check=False)

    assert (unlearned.stdout.split(), unlearned.stderr) == ([], "")
