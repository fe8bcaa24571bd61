"""Operations that are answered here, because moto lacks them or would answer wrongly; one module a service.

Each module has `OPERATIONS`, functions by operation; `all` puts them together. A function takes the front, the call
and the caller, and returns the typed result; it raises RefusalError to refuse. What it keeps is in `front.state`.
"""
