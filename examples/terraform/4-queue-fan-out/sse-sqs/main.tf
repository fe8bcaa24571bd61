terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

resource "aws_sns_topic" "orders" {
  name_prefix = "orders-"
}

module "consumer" {
  source   = "../modules/consumer"
  for_each = toset(["billing", "shipping"])

  name      = "${each.key}-sse-sqs"
  topic_arn = aws_sns_topic.orders.arn
}
