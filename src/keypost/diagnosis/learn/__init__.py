"""From what happened on a key to the policy that allows just that."""
