"""Scaling policies: what most alarms act on besides topics. No delivery goes there, which their ARNs show."""

from keypost.readers.terraform.types.declare import Type, Types, text

_GIVES = {"name": "{Name}"}

SCALING: Types = {
    "aws_autoscaling_policy": Type(
        "AWS::AutoScaling::ScalingPolicy",
        {"PolicyName": text("name"), "AutoScalingGroupName": "autoscaling_group_name"},
        gives=_GIVES,
    ),
    "aws_appautoscaling_policy": Type(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        {
            "PolicyName": text("name"),
            "ServiceNamespace": text("service_namespace"),
            "ResourceId": text("resource_id"),
        },
        gives=_GIVES,
    ),
}
