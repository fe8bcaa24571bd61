"""Which causes a symptom leaves, by how the caller comes to KMS. Data only; the weights order, they don't measure.

What each rests on: a service that calls as itself is let in by the key policy alone, and never by an AWS managed key
(AWS KMS Developer Guide, "Key policies", "AWS managed keys"); a role or user by the key policy, or by its own policies
where the key policy delegates to IAM ("Troubleshooting key access"); a service-linked role by the key policy or a
grant (Amazon EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes").
"""

from collections.abc import Mapping

from keypost.diagnosis.declare import Manner, Symptom

Weights = Mapping[str, int]
# The policy of the target, whatever it is: one of the causes in POLICIES_OF_TARGETS.
TARGET_POLICY = "target-policy"
POLICIES_OF_TARGETS = {
    "sns": "topic-policy-omits-caller",
    "sqs": "queue-policy-omits-caller",
    "s3": "bucket-policy-omits-caller",
}
ANY_TARGET = "resource-policy-omits-caller"

_SERVICE: Weights = {
    "key-policy-omits-service": 60,
    "aws-managed-key-for-service": 45,
    "condition-key-never-sent": 22,
    "deny-hits-service": 12,
    "key-disabled": 5,
}
_ROLE: Weights = {
    "role-lacks-key-permission": 55,
    "key-policy-omits-caller": 45,
    "key-not-found": 14,
    "condition-key-never-sent": 12,
    "aws-managed-key-for-other-account": 11,
    "deny-hits-role": 10,
    "key-disabled": 5,
}
_USER: Weights = _ROLE
_LINKED_ROLE: Weights = {
    "key-policy-omits-caller": 60,
    "grant-missing": 48,
    "role-lacks-key-permission": 14,
    "key-disabled": 10,
    "condition-key-never-sent": 8,
}
_UNKNOWN: Weights = {
    "role-lacks-key-permission": 45,
    "key-policy-omits-caller": 40,
    "key-policy-omits-service": 35,
    "aws-managed-key-for-service": 15,
    "condition-key-never-sent": 10,
    "deny-hits-role": 8,
    "key-disabled": 5,
}
_ANY_DENIAL: Weights = {
    "not-a-key-problem": 40,
    "role-lacks-key-permission": 32,
    TARGET_POLICY: 28,
    "key-policy-omits-caller": 20,
}
_ANY_FAILURE: Weights = {
    "role-lacks-key-permission": 40,
    "key-policy-omits-caller": 34,
    "not-a-key-problem": 30,
    "key-disabled": 15,
    "key-not-found": 12,
}
_MANAGED: Weights = {
    "aws-managed-key-for-other-account": 70,
    "aws-managed-key-for-service": 45,
    "key-type-refused": 35,
    "key-policy-omits-caller": 20,
}
_DENIED: Mapping[Manner, Weights] = {
    Manner.SERVICE: _SERVICE,
    Manner.ROLE: _ROLE,
    Manner.USER: _USER,
    Manner.LINKED_ROLE: _LINKED_ROLE,
    Manner.UNKNOWN: _UNKNOWN,
}


def _with(weights: Weights, /, **more: int) -> Weights:
    named = {name.replace("_", "-"): weight for name, weight in more.items()}
    return {**weights, **{name: weights.get(name, 0) + weight for name, weight in named.items()}}


def _each(**more: int) -> Mapping[Manner, Weights]:
    return {manner: _with(weights, **more) for manner, weights in _DENIED.items()}


def _always(weights: Weights) -> Mapping[Manner, Weights]:
    return dict.fromkeys(Manner, weights)


CAUSES: Mapping[Symptom, Mapping[Manner, Weights]] = {
    Symptom.KEY_DENIED: _DENIED,
    Symptom.KEY_DENIED_OR_MISSING: _each(key_not_found=20),
    Symptom.KEY_UNUSABLE: _each(key_disabled=25, key_not_found=18, key_pending_deletion=10),
    Symptom.KEY_DISABLED: _always({"key-disabled": 90, "key-pending-deletion": 30}),
    Symptom.KEY_PENDING_DELETION: _always({"key-pending-deletion": 90, "key-disabled": 20}),
    Symptom.KEY_STATE: _always({"key-disabled": 60, "key-pending-deletion": 55, "key-policy-omits-caller": 20}),
    Symptom.KEY_MISSING: _always(
        {"key-not-found": 60, "key-policy-omits-caller": 36, "alias-names-nothing": 34, "key-in-other-region": 30}
    ),
    Symptom.KEY_ELSEWHERE: _always({"key-in-other-region": 80, "key-not-found": 35, "alias-names-nothing": 20}),
    Symptom.KEY_TYPE: _always({"key-type-refused": 80, "key-spec-not-symmetric": 30, "not-a-key-problem": 22}),
    Symptom.MANAGED_KEY: {
        Manner.SERVICE: {"aws-managed-key-for-service": 80, "key-policy-omits-service": 40, "key-type-refused": 25},
        Manner.ROLE: _MANAGED,
        Manner.USER: _MANAGED,
        Manner.LINKED_ROLE: _MANAGED,
        Manner.UNKNOWN: _MANAGED,
    },
    Symptom.GRANT_DENIED: _each(grant_missing=70),
    Symptom.CONTEXT_DIFFERS: _always(
        {
            "not-a-key-problem": 50,
            "encryption-context-differs": 45,
            "key-not-found": 30,
            "role-lacks-key-permission": 10,
        }
    ),
    Symptom.TARGET_OR_KEY_DENIED: {
        manner: _with(weights, bucket_policy_omits_caller=52) for manner, weights in _DENIED.items()
    },
    Symptom.TOPIC_DENIED: _always(
        {"topic-policy-omits-caller": 70, "key-policy-omits-service": 25, "not-a-key-problem": 15}
    ),
    Symptom.QUEUE_DENIED: _always(
        {"queue-policy-omits-caller": 70, "key-policy-omits-service": 25, "not-a-key-problem": 15}
    ),
    Symptom.BUCKET_DENIED: _always(
        {
            "bucket-policy-omits-caller": 65,
            "key-policy-omits-service": 35,
            "not-a-key-problem": 20,
            "key-type-refused": 15,
        }
    ),
    Symptom.TARGET_DENIED: _always(
        {"resource-policy-omits-caller": 65, "not-a-key-problem": 30, "key-policy-omits-service": 15}
    ),
    Symptom.REQUEST_REFUSED: _always(
        {"not-a-key-problem": 60, "key-type-refused": 30, "key-not-found": 20, "role-lacks-key-permission": 8}
    ),
    Symptom.ENCRYPTION_FAILED: {
        Manner.SERVICE: {
            "key-policy-omits-service": 45,
            "not-a-key-problem": 32,
            "aws-managed-key-for-service": 30,
            "key-disabled": 15,
        },
        Manner.ROLE: _ANY_FAILURE,
        Manner.USER: _ANY_FAILURE,
        Manner.LINKED_ROLE: {
            "key-policy-omits-caller": 45,
            "grant-missing": 40,
            "not-a-key-problem": 30,
            "key-disabled": 15,
        },
        Manner.UNKNOWN: _ANY_FAILURE,
    },
    Symptom.ACCESS_DENIED: {
        Manner.SERVICE: {TARGET_POLICY: 40, "key-policy-omits-service": 38, "not-a-key-problem": 25},
        Manner.ROLE: _ANY_DENIAL,
        Manner.USER: _ANY_DENIAL,
        Manner.UNKNOWN: _ANY_DENIAL,
        Manner.LINKED_ROLE: {"key-policy-omits-caller": 40, "not-a-key-problem": 30, "grant-missing": 20},
    },
    Symptom.NOT_A_KEY: _always({"not-a-key-problem": 80}),
    Symptom.UNTELLING: _always({}),
}
