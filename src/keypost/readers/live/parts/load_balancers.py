"""Elastic Load Balancing: load balancers with where they log to.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_ACTION = "elasticloadbalancing:DescribeLoadBalancerAttributes"
_LOGS = ("access_logs.", "connection_logs.")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeLoadBalancers", "LoadBalancers"), _fetch_balancer)


def _fetch_balancer(api: Api, balancer: Item) -> Iterator[Record]:
    arn, name = balancer["LoadBalancerArn"], balancer["LoadBalancerName"]
    told = api.call("DescribeLoadBalancerAttributes", about=arn, LoadBalancerArn=arn).get("Attributes")
    attributes = [one for one in told if one["Key"].startswith(_LOGS)] if isinstance(told, list) else told
    properties = {"Name": name, "Type": balancer.get("Type"), "LoadBalancerAttributes": attributes}
    calls = {"LoadBalancerAttributes": _ACTION}
    call = "elasticloadbalancing:DescribeLoadBalancers"
    yield Record("AWS::ElasticLoadBalancingV2::LoadBalancer", arn, arn, name, settle(properties), call, calls)


def _fetch_classic(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeLoadBalancers", "LoadBalancerDescriptions"), _fetch_classic_balancer)


def _fetch_classic_balancer(api: Api, balancer: Item) -> Iterator[Record]:
    name = balancer["LoadBalancerName"]
    arn = api.arn("elasticloadbalancing", f"loadbalancer/{name}")
    reply = api.call("DescribeLoadBalancerAttributes", about=arn, LoadBalancerName=name)
    logging = reply.get("LoadBalancerAttributes", "AccessLog")
    properties = settle({"LoadBalancerName": name, "AccessLoggingPolicy": logging})
    yield Record("AWS::ElasticLoadBalancing::LoadBalancer", arn, arn, name, properties, _ACTION)


_CALLS = {
    "DescribeLoadBalancers": "elasticloadbalancing:DescribeLoadBalancers",
    "DescribeLoadBalancerAttributes": _ACTION,
}
PART = Part("elbv2", "elbv2", _CALLS, _fetch)
CLASSIC = Part("elb", "elb", _CALLS, _fetch_classic)
