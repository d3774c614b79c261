"""Words that stand in any paper and so say nothing of what it is about."""

import re

COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        a about above achieve across after all also although among an and any approach are as at
        be because been being between both but by can could demonstrate demonstrates did different
        do does during each either et even existing experiment experiments extensive first for from
        further given had has have help here how however if improve improves in into introduce is
        it its itself large leverage many may method methods might model models more most much must
        new no not novel of often on one only or other our out outperform outperforms over paper
        perform performance present previous problem propose proposed provide provides recent
        result results same several should show shows significantly significant since so some state
        such task tasks than that the their them then there these they this those three through
        thus to too two under up use used using various very via was we well were what when where
        whether which while who whose why will with within without work works would you your i e g
        s t d ie eg based art learning data training trained
        """,
    )
)
