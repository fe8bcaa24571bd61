terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "key" { type = object({ id = string, name = string }) }
variable "topics" { type = list(string) }
resource "aws_sns_topic" "t" {
  count             = 1
  name              = var.key.name
  kms_master_key_id = var.key.id
}
resource "aws_cloudwatch_composite_alarm" "c" {
  alarm_name    = "c"
  alarm_rule    = "x"
  alarm_actions = concat(var.topics, aws_sns_topic.t[*].arn)
}
output "arn" { value = one(aws_sns_topic.t[*].arn) }
output "all" { value = aws_sns_topic.t[0] }
