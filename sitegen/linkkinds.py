"""What an address leads to, judged by host and path."""

from sitegen.webaddress import parts

_CODE_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "anonymous.4open.science",
)
_DATA_HOSTS = ("zenodo.org", "kaggle.com", "figshare.com", "physionet.org")
_PAPER_HOSTS = ("arxiv.org", "doi.org", "openreview.net", "aclanthology.org")


def kind_of(url: str) -> str:
    """code, data, model, demo, paper or project."""
    address = parts(url)
    host, path = (address.hostname or "").removeprefix("www."), address.path
    if host in _CODE_HOSTS:
        return "code"
    if host in ("huggingface.co", "hf.co"):
        return _hub_kind(path)
    if host in _DATA_HOSTS:
        return "data"
    return "paper" if host in _PAPER_HOSTS else "project"


def _hub_kind(path: str) -> str:
    first = path.strip("/").split("/")[0]
    kinds = {"datasets": "data", "spaces": "demo", "papers": "paper"}
    return kinds.get(first, "model" if path.strip("/").count("/") == 1 else "project")
