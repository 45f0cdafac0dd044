"""The site as a ZIM file for Kiwix, the reader of Wikipedia without internet, made by openZIM's zimwriterfs.

The format: https://wiki.openzim.org/wiki/ZIM_file_format. A title has at most 30 characters, a description at most 80.
"""

import shutil
import subprocess

from ..drawing import mark
from .kit import CopyError, Missing

NAME = "sahel-explained.zim"
ILLUSTRATION = "assets/illustration-48.png"
LANGUAGES = {"en": "eng", "fr": "fra"}


def make(kit):
    """Write the ZIM file and return its path in a list. Raises ``Missing`` without zimwriterfs, ``CopyError`` if that fails."""
    if not shutil.which("zimwriterfs"):
        raise Missing("zimwriterfs", "sudo apt install zim-tools")
    folder = kit.work / "zim"
    shutil.copytree(kit.site, folder, dirs_exist_ok=True)
    (folder / ILLUSTRATION).write_bytes(mark.icon(kit.root, kit.root / "docs" / kit.code, 48, 6))
    target = kit.out / NAME
    target.unlink(missing_ok=True)
    command = ["zimwriterfs", "--welcome=index.html", f"--illustration={ILLUSTRATION}", f"--language={LANGUAGES[kit.code]}", "--title=Sahel Explained",
               f"--description={kit.words.say('zim_description')}", "--creator=Sahel Explained", "--publisher=Sahel Explained",
               f"--name=sahel-explained_{kit.code}", "--tags=_category:other;_ftindex:yes", str(folder), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise CopyError(f"zimwriterfs said: {done.stderr or done.stdout}")
    return [target]
