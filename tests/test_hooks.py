"""What runs before a commit, for those who switch it on, says what the check says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ENVIRONMENT, ROOT
from tests.test_command_line import run
from tests.unit import tree

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]


@pytest.mark.skipif(os.name != "posix", reason="Git brings sh on Windows, Python does not find it there")
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_what_is_right_and_stops_what_is_not(tmp_path, hook):
    root = tree.plant(tmp_path)
    run(root, "schema")
    path = os.pathsep.join([str(Path(sys.executable).parent), ENVIRONMENT["PATH"]])

    def commit():
        env = ENVIRONMENT | {"PATH": path, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(shlex.split(hook["entry"]), cwd=root, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert commit()[0] == 0
    tree.change(root, "actors/jnim", "kind: armed-group", "kind: armed-gruop")
    code, said = commit()
    assert code == 1 and "data/actors/jnim.yml:1:7: E302" in said and "No such file" not in said


def test_hooks_run_for_what_they_look_at():
    runs = {hook["id"]: [path for path in ("data/actors/jnim.yml", "docs/en/index.md", "README.md") if re.search(hook["files"], path)] for hook in HOOKS}
    assert runs == {"fix": ["data/actors/jnim.yml"], "check": ["data/actors/jnim.yml", "docs/en/index.md"]}
