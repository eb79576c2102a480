"""The one place that opens the network: pages and feeds from public addresses over HTTP and HTTPS.

addresses.py    which addresses may be reached: pure, no network
client.py       one request, to an address that was looked up once and vetted
fetcher.py      redirects, robots.txt, patience with each server
"""

from sayso.intake.fetch.fetcher import Fetched, Fetcher

__all__ = ["Fetched", "Fetcher"]
