"""Record texts for property tests: every mark that means something, in every company."""

from hypothesis import strategies as st

from sitegen.text import normalise

_MARKS = (
    r"\ $ ~ ` `` ' '' "
    r'" - -- --- * ** *** _ __ < > & # [ ] ( ) { } ! | = + . , : ; ^ / % @ '
    r"https:// https://a.example/b http://x.example \textbf{ \emph{ {\em {\ \alpha \eg \ss \% \_ "
    r"\{ \} \' \'e \c \cite{ \footnote{ \url{ \href{ \( \) \[ \] \frac{ \, \\ \ensuremath{ "
    r"\textsuperscript{ amp; &lt; &#42; x^2 $x$ 1. # - ``` ~~~ === ](u) [t](u) [1]: {} "
    r'<a id="x"></a> <b@c.example> mailto: javascript: a b s 1 2 é 中'
).split()

records = (
    st.lists(st.one_of(st.sampled_from([*_MARKS, " ", " ", "\\ "]), st.text(max_size=3)))
    .map("".join)
    .map(normalise)
)
