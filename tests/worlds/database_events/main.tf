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

data "aws_iam_policy_document" "databases_key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.rds.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "databases" {
  policy = data.aws_iam_policy_document.databases_key.json
}

resource "aws_kms_alias" "databases" {
  name          = "alias/databases"
  target_key_id = aws_kms_key.databases.key_id
}

resource "aws_sns_topic" "sealed" {
  name              = "databases"
  kms_master_key_id = aws_kms_key.databases.key_id
}

resource "aws_sns_topic" "managed" {
  name              = "databases-managed"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_policy" "sealed" {
  arn = aws_sns_topic.sealed.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.rds.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.sealed.arn
    }]
  })
}

resource "aws_sns_topic_policy" "managed" {
  arn = aws_sns_topic.managed.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.rds.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.managed.arn
    }]
  })
}

resource "aws_db_event_subscription" "failovers" {
  name             = "failovers"
  sns_topic        = aws_sns_topic.sealed.arn
  source_type      = "db-instance"
  event_categories = ["failover"]
}

resource "aws_db_event_subscription" "backups" {
  name             = "backups"
  sns_topic        = aws_sns_topic.managed.arn
  source_type      = "db-instance"
  event_categories = ["backup"]
}
