// Simulates the cases on standard input with @cloud-copilot/iam-simulate, and prints how many it does in a second.
import { readFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const simulations = JSON.parse(readFileSync(0, 'utf8')).map(({ request, policies }) => ({
  request: {
    principal: request.principal,
    action: request.action,
    resource: { resource: request.resource, accountId: request.resource.split(':')[4] },
    contextVariables: request.context
  },
  identityPolicies: [],
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  resourcePolicy: policies.resource
}))

async function runAll() {
  for (const simulation of simulations) await runSimulation(simulation, {})
}

await runAll()
const start = process.hrtime.bigint()
await runAll()
const seconds = Number(process.hrtime.bigint() - start) / 1e9
console.log(JSON.stringify({ rate: simulations.length / seconds }))
