"""Report -> Reading: loads the language model once, runs the components, and freezes what they found.

No input or output after loading, and nothing here guesses: a draft that lacks something gives null and a note.
"""

from sayso.pipeline.reader import COMPONENTS, Reader, load, make_report

__all__ = ["COMPONENTS", "Reader", "load", "make_report"]
