"""The components of reading, one spaCy factory a module or package, in the order in which they run.

A component is a function of a `Doc`: it reads what the components before it left in `doc._.sayso` (a `Draft`), adds
what it found, and marks the words in `doc.spans["sayso/..."]`. Components never import each other: they meet in the
Doc. What they share stands below them: `draft` (the working records), `mend` (the parse put right), `syntax` (questions
to a parse), `index` and `around` (look-ups in a Doc), and `sayso.rules`.
"""
