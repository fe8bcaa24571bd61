"""AWS's protocols: HTTP requests -> operations with typed parameters, and answers and errors back.

`read` finds the service, the operation and the parameters of a request; `answer` writes what is answered; both follow
botocore's service models, and one module knows each protocol: `json_codec`, `query`, `rest`, `xml`, `cbor`.
"""
