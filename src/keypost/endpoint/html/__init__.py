"""The page at `/_keypost/`: what the endpoint decided and delivered, for people. Plain HTML, no scripts.

`markup` escapes, `words` has the sentences, `style` the looks, `parts` what views share, a module for each kind of
view, `site` puts them together. Every view is a link, and every form works without a script.
"""
