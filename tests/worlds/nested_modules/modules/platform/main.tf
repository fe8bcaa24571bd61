variable "name" {
  type = string
}

module "topic" {
  source     = "../encrypted_topic"
  name       = var.name
  key_users  = ["events.amazonaws.com"]
  publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
}

output "topic_arn" {
  value = module.topic.arn
}
