"""Every Terraform type that is translated, by its name."""

from keypost.readers.terraform.types.declare import Type, Types
from keypost.readers.terraform.types.documents import DOCUMENTS
from keypost.readers.terraform.types.functions import FUNCTIONS
from keypost.readers.terraform.types.identities import IDENTITIES
from keypost.readers.terraform.types.keys import KEYS
from keypost.readers.terraform.types.messaging import MESSAGING
from keypost.readers.terraform.types.monitoring import MONITORING
from keypost.readers.terraform.types.organizations import ORGANIZATIONS
from keypost.readers.terraform.types.scaling import SCALING
from keypost.readers.terraform.types.storage import STORAGE

TYPES: Types = {
    **DOCUMENTS,
    **FUNCTIONS,
    **IDENTITIES,
    **KEYS,
    **MESSAGING,
    **MONITORING,
    **ORGANIZATIONS,
    **SCALING,
    **STORAGE,
}
OTHER = Type()
