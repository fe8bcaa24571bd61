"""Identity providers as IAM has them: OpenID Connect and SAML."""

from urllib.parse import urlsplit

from keypost.named import NamedTuple

_PARTITION = "aws"


class OidcProvider(NamedTuple):
    """An OpenID Connect provider: its ARN, and for whom its tokens are meant."""

    arn: str
    audiences: tuple[str, ...]


def find_oidc_provider(issuer: str, *, account: str) -> OidcProvider | None:
    """Return the account's provider of that issuer (an https address), None where there is none."""
    from moto.iam.models import iam_backends

    address = urlsplit(issuer)
    wanted = f"{address.netloc}{address.path}"
    for provider in list(iam_backends[account][_PARTITION].open_id_providers.values()):
        if address.scheme == "https" and provider.url == wanted:
            return OidcProvider(str(provider.arn), tuple(provider.client_id_list or ()))
    return None


def has_saml_provider(arn: str, *, account: str) -> bool:
    """Tell whether the account has the SAML provider."""
    from moto.iam.models import iam_backends

    return any(one.arn == arn for one in list(iam_backends[account][_PARTITION].saml_providers.values()))
