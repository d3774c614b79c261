"""The sample in ``content/`` with labels of our own, for clones that have no captures."""

from pathlib import Path

import gold

from sitegen.classified import classified
from sitegen.content.yamltext import load_yaml
from sitegen.contents import load

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parents[1] / "content"


def papers(folder: Path = CONTENT) -> list[gold.Entry]:
    found = classified(load(folder)).values()
    return [gold.Entry(p.slug, p.plain_title, p.plain_abstract, p.facts.keywords) for p in found]


def labels(file: Path = HERE / "sample-labels.yml") -> list[gold.Labelled]:
    """One per paper of the sample; a paper without label or a label without paper is an error."""
    known = {paper.key: paper for paper in papers()}
    rows = load_yaml(file.read_text("utf-8"), file.name)
    if known.keys() != rows.keys():
        odd = ", ".join(sorted(known.keys() ^ rows.keys()))
        raise ValueError(f"{file.name}: papers and labels differ in {odd}; label every paper once")
    return [gold.labelled(known[slug], *row.split("|")) for slug, row in rows.items()]
