"""Files and pages -> Report: one module a format. What cannot become a report ends in an IntakeError that says why.

Nothing here opens the network, and nothing is guessed in silence: a page's day is taken from what it says of itself, an
encoding other than UTF-8 is named in the report.
"""

from sayso.intake.files import Known, read_bytes, read_file
from sayso.intake.readings import read_readings

__all__ = ["Known", "read_bytes", "read_file", "read_readings"]
