"""Files, folders, exports -> Report: one module a format. What cannot become a report is an IntakeError that says why.

Only `fetch` opens the network, and nothing but `sayso watch` imports it. Nothing is guessed in silence: a day is taken
from what a page or an export says of itself, an encoding other than UTF-8 is named in the report.

    sources.py      any source: which format, and which module reads it
    records.py      what a row, an entry or an article comes to, for all formats that have fields
    limits.py       how much is read of what comes from outside
"""

from sayso.intake.document import Document, Known, Tally
from sayso.intake.files import read_bytes, read_file
from sayso.intake.readings import read_readings
from sayso.intake.sources import read_source

__all__ = ["Document", "Known", "Tally", "read_bytes", "read_file", "read_readings", "read_source"]
