terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

variable "key_for_teams" {
  type    = number
  default = 1
}

resource "aws_kms_key" "team" {
  count = var.key_for_teams

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "team" {
  count = var.key_for_teams

  name          = "alias/teams-${count.index}"
  target_key_id = aws_kms_key.team[count.index].key_id
}

locals {
  keys = concat(aws_kms_key.team[*].arn, ["alias/aws/sns", null])
}

resource "aws_sns_topic" "team" {
  count = 3

  name              = "team-${count.index}"
  kms_master_key_id = local.keys[count.index]
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  count = length(aws_sns_topic.team)

  alarm_name          = "team-${count.index}"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.team[count.index].arn]
}
