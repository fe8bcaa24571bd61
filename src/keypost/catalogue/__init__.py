"""Room 4, the delivery paths: who calls what, as whom, with which condition keys. Data only."""
