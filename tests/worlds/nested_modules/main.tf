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

module "platform" {
  source = "./modules/platform"
  name   = "platform"
}

module "web" {
  source  = "./modules/web"
  actions = { alarms = module.platform.topic_arn, events = module.platform.topic_arn }
}
