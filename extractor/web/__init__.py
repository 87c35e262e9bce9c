"""The local web application ``gouji serve``: uploads are audited in a process of their own, findings looked at in the browser.

Every module imports without Starlette; only what runs the server needs it (``pip install "gouji[web]"``).
"""
