"""What moves: papers that trend, topics that rise and fade, terms that are new.

"Now" is the newest listing day of the content, so the same content tells the same trends. Where
the papers are too few to tell, nothing is told.
"""
