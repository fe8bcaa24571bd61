"""Every Terraform type that is translated, by its name."""

from keypost.readers.terraform.types.backup import BACKUP
from keypost.readers.terraform.types.builds import BUILDS
from keypost.readers.terraform.types.compute import COMPUTE
from keypost.readers.terraform.types.databases import DATABASES
from keypost.readers.terraform.types.declare import Type, Types
from keypost.readers.terraform.types.documents import DOCUMENTS
from keypost.readers.terraform.types.functions import FUNCTIONS
from keypost.readers.terraform.types.identities import IDENTITIES
from keypost.readers.terraform.types.keys import KEYS
from keypost.readers.terraform.types.messaging import MESSAGING
from keypost.readers.terraform.types.monitoring import MONITORING
from keypost.readers.terraform.types.notices import NOTICES
from keypost.readers.terraform.types.organizations import ORGANIZATIONS
from keypost.readers.terraform.types.records import RECORDS
from keypost.readers.terraform.types.scaling import SCALING
from keypost.readers.terraform.types.secrets import SECRETS
from keypost.readers.terraform.types.storage import STORAGE
from keypost.readers.terraform.types.streams import STREAMS

TYPES: Types = {
    **BACKUP,
    **BUILDS,
    **COMPUTE,
    **DATABASES,
    **DOCUMENTS,
    **FUNCTIONS,
    **IDENTITIES,
    **KEYS,
    **MESSAGING,
    **MONITORING,
    **NOTICES,
    **ORGANIZATIONS,
    **RECORDS,
    **SCALING,
    **SECRETS,
    **STORAGE,
    **STREAMS,
}
OTHER = Type()
