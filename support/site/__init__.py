"""The documentation as a site: every page of the repository's Markdown, in English and Japanese.

`./x python -m support.site` writes it to `site/`. It needs no server: the folder opens in a browser as it is, stands
below any address, and asks nothing of any other host.
"""
