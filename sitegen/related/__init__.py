"""Which papers are near a paper, and why.

A paper is compared as one sparse vector of three parts: the words of its title and abstract, the
concepts of the field that it names, its topics. Counts become weights by how rare a feature is in
the settled papers, which are those that no new day changes.
"""
