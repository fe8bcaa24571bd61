"""Condition keys: what type of value they have (IAM User Guide, AWS global condition context keys; KMS condition keys).

The keys that policies use all the time stand here; the others are looked up in the lists of their service.
"""

from keypost.named import Enum, NamedTuple


class ValueType(Enum):
    """The type of a key's values, as the Service Authorization Reference calls it."""

    STRING = "String"
    ARN = "ARN"
    BOOL = "Bool"
    NUMERIC = "Numeric"
    DATE = "Date"
    ADDRESS = "IPAddress"
    ANY = "Any"  # a text that the caller chooses, perhaps an ARN or a number


class KeyForm(NamedTuple):
    """What is known of a condition key: the type of its values, and whether a request has several of them."""

    type: ValueType
    is_multivalued: bool = False


_STRING, _ARN, _BOOL = KeyForm(ValueType.STRING), KeyForm(ValueType.ARN), KeyForm(ValueType.BOOL)
_STRINGS, _ARNS = KeyForm(ValueType.STRING, is_multivalued=True), KeyForm(ValueType.ARN, is_multivalued=True)
_NUMERIC, _DATE, _ADDRESS = KeyForm(ValueType.NUMERIC), KeyForm(ValueType.DATE), KeyForm(ValueType.ADDRESS)
_ANY = KeyForm(ValueType.ANY)

_LISTED = {
    _STRING: (
        "aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalServiceName aws:PrincipalType aws:userid aws:username "
        "aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:SourceAccount aws:SourceOrgID aws:SourceOwner "
        "aws:SourceVpc aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:CalledViaFirst aws:CalledViaLast "
        "aws:Ec2InstanceSourceVpc aws:FederatedProvider aws:UserAgent aws:Referer aws:SourceIdentity "
        "kms:ViaService kms:CallerAccount kms:KeySpec kms:KeyUsage kms:KeyOrigin kms:RequestAlias "
        "kms:EncryptionAlgorithm kms:GrantConstraintType s3:x-amz-acl s3:x-amz-server-side-encryption"
    ),
    _STRINGS: (
        "aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths aws:SourceOrgPaths aws:VpceOrgPaths "
        "aws:CalledVia aws:TagKeys kms:EncryptionContextKeys kms:GrantOperations kms:ResourceAliases"
    ),
    _ARN: (
        "aws:PrincipalArn aws:SourceArn aws:SourceVpcArn aws:ChatbotSourceArn aws:SignInSessionArn "
        "lambda:SourceFunctionArn ec2:SourceInstanceARN ssm:SourceInstanceArn"
    ),
    _BOOL: (
        "aws:PrincipalIsAWSService aws:SecureTransport aws:ViaAWSService aws:MultiFactorAuthPresent aws:AssumedRoot "
        "aws:ViaAWSMCPService kms:GrantIsForAWSResource"
    ),
    _NUMERIC: "aws:MultiFactorAuthAge",
    # AWS takes the time as a date or as a number of seconds.
    _ANY: "aws:EpochTime kms:GranteePrincipal kms:RetiringPrincipal aws:CalledViaAWSMCP sns:Endpoint",
    _DATE: "aws:CurrentTime aws:TokenIssueTime",
    _ADDRESS: "aws:SourceIp aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4",
}
_FORMS = {key.lower(): form for form, keys in _LISTED.items() for key in keys.split()}
# What follows the prefix is the user's.
_PREFIXES = ("aws:principaltag/", "aws:resourcetag/", "aws:requesttag/", "kms:encryptioncontext:")

# Exactly one value is meant, so that a wildcard only widens (IAM User Guide, global condition keys, sensitive keys).
_EXACT_KEYS_NAMES = (
    "aws:principalaccount aws:principalorgid aws:resourceaccount aws:resourceorgid aws:sourceaccount aws:sourceorgid "
    "aws:sourcevpc aws:sourcevpce aws:vpceaccount aws:vpceorgid kms:calleraccount"
)
EXACT_KEYS = frozenset(_EXACT_KEYS_NAMES.split())
# Keys with a service's prefix that calls to other services carry too (the same page, cross-service condition keys).
_CROSS_SERVICE_NAMES = (
    "lambda:sourcefunctionarn ec2:sourceinstancearn ec2:roledelivery ec2:instancemetadatatagsport "
    "ssm:sourceinstancearn identitystore:userid glue:roleassumedby glue:credentialissuingservice "
    "codebuild:buildarn codebuild:projectarn sts:sourceidentity"
)
_CROSS_SERVICE = frozenset(_CROSS_SERVICE_NAMES.split())
_OF_TYPE = {value.value: value for value in ValueType}


def find_form(key: str) -> KeyForm | None:
    """Return what is known of a condition key, None where AWS has no key of that name."""
    lowered = key.lower()
    form = _FORMS.get(lowered)
    if form is not None:
        return form
    if lowered.startswith(_PREFIXES):
        return _ANY
    from keypost.policy.validity.names import find_key_type, is_service

    service, colon, _ = lowered.partition(":")
    if service == "aws":
        return None
    if colon and (lowered in _CROSS_SERVICE or not is_service(service)):
        return _ANY  # the key of an identity provider, which may have any name
    listed = find_key_type(lowered)
    if listed is None:
        return None
    is_multivalued = listed.startswith("ArrayOf")
    return KeyForm(_OF_TYPE.get(listed.removeprefix("ArrayOf"), ValueType.ANY), is_multivalued)


def is_cross_service(key: str) -> bool:
    """Tell whether calls to any service may carry the key, whatever its prefix says."""
    lowered = key.lower()
    return lowered.startswith("aws:") or lowered in _CROSS_SERVICE
