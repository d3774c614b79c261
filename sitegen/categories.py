"""arXiv's categories: one name for each."""

# Second names, and archives that were taken up into a category.
_FIRST_NAMES = {
    **{"cs.NA": "math.NA", "cs.SY": "eess.SY", "math.IT": "cs.IT", "math.MP": "math-ph"},
    **{"q-fin.EC": "econ.GN", "stat.TH": "math.ST"},
    **{"cmp-lg": "cs.CL", "alg-geom": "math.AG", "dg-ga": "math.DG", "funct-an": "math.FA"},
    **{"q-alg": "math.QA", "adap-org": "nlin.AO", "chao-dyn": "nlin.CD", "comp-gas": "nlin.CG"},
    **{"patt-sol": "nlin.PS", "solv-int": "nlin.SI", "mtrl-th": "cond-mat.mtrl-sci"},
    **{"supr-con": "cond-mat.supr-con", "acc-phys": "physics.acc-ph", "ao-sci": "physics.ao-ph"},
    **{"atom-ph": "physics.atom-ph", "bayes-an": "physics.data-an"},
    **{"chem-ph": "physics.chem-ph", "plasm-ph": "physics.plasm-ph"},
}


def first_name(category: str) -> str:
    """The name under which arXiv keeps a category: ``math.NA`` for ``cs.NA``."""
    return _FIRST_NAMES.get(category, category)
