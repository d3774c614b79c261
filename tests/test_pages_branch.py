"""The script that keeps the Pages branch: main at its root, previews beside it."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from sitegen.content.yamltext import load_yaml

SCRIPT = ROOT / ".github" / "pages.sh"


class Branch:
    """A remote repository on this disk, and what its branch holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        subprocess.run(["git", "init", "-q", "--bare", str(self.remote)], check=True)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "REMOTE": str(self.remote), "TMPDIR": str(self.folder)}
        command = ["sh", str(SCRIPT), *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, cwd=self.folder
        )

    def site(self, name: str, text: str) -> str:
        folder = self.folder / name
        (folder / "papers").mkdir(parents=True)
        (folder / "index.html").write_text(text)
        (folder / "papers" / f"{name}.html").write_text(text)
        return str(folder)

    def files(self) -> set[str]:
        command = ["git", "-C", str(self.remote), "ls-tree", "-r", "--name-only", "gh-pages"]
        return set(
            subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        )

    def commits(self) -> int:
        command = ["git", "-C", str(self.remote), "rev-list", "--count", "gh-pages"]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    return Branch(tmp_path)


def test_main_and_previews_live_side_by_side(branch: Branch) -> None:
    assert branch.run("put", branch.site("one", "1"), ".").returncode == 0
    assert branch.files() == {".nojekyll", "index.html", "papers/one.html"}
    assert branch.run("put", branch.site("pr", "p"), "pr-preview/pr-7").returncode == 0
    assert branch.run("put", branch.site("two", "2"), ".").returncode == 0
    assert branch.files() == {
        ".nojekyll",
        "index.html",
        "papers/two.html",
        "pr-preview/pr-7/index.html",
        "pr-preview/pr-7/papers/pr.html",
    }
    assert branch.run("remove", "pr-preview/pr-7").returncode == 0
    assert branch.files() == {".nojekyll", "index.html", "papers/two.html"}


def test_the_same_site_again_is_no_commit(branch: Branch) -> None:
    site = branch.site("one", "1")
    branch.run("put", site, ".")
    before = branch.commits()
    assert "as it should be" in branch.run("put", site, ".").stdout
    assert branch.commits() == before


def test_what_is_no_site_is_not_published(branch: Branch) -> None:
    (branch.folder / "empty").mkdir()
    refused = branch.run("put", str(branch.folder / "empty"), ".")
    assert refused.returncode == 1
    assert "is no site" in refused.stderr


@pytest.mark.parametrize(
    ("owner", "repository", "url"),
    [
        ("Ann", "Ann/digest", "https://ann.github.io/digest/"),
        ("ann", "ann/ann.github.io", "https://ann.github.io/"),
    ],
)
def test_the_address_of_pages(owner: str, repository: str, url: str) -> None:
    environment = {**os.environ, "GITHUB_REPOSITORY_OWNER": owner, "GITHUB_REPOSITORY": repository}
    command = ["sh", str(SCRIPT), "url"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == url


@pytest.mark.parametrize("name", ["site.yml", "test.yml"])
def test_workflows_grant_nothing_by_default_and_run_no_foreign_text(name: str) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    workflow = load_yaml(text, name)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert set(job["permissions"]) == {"contents"}
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "values reach a script through env only"
