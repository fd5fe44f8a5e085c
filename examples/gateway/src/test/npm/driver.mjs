// Asks the gateway with clients from npm, for tests in Java: one JSON object a line comes in, one goes out.
import { createInterface } from 'node:readline';
import * as openai from './openai.mjs';
import * as anthropic from './anthropic.mjs';
import * as responses from './responses.mjs';
import * as vercel from './vercel.mjs';

const clients = { openai, responses, anthropic, vercel };

async function answer({ id, client, call, args }) {
  try {
    return { id, value: await clients[client][call](...args) };
  } catch (error) {
    return { id, failure: told(error) };
  }
}

/** What a client told its caller: its status is wherever the client has it, and so are the gateway's words. */
function told(error) {
  const causes = [];
  for (let at = error; at && causes.length < 9; at = at.cause ?? at.lastError) {
    causes.push(at);
  }
  const status = causes.map((cause) => cause.status ?? cause.statusCode).find((code) => code > 0) ?? 0;
  const words = causes.map((cause) => [cause.message, cause.responseBody, JSON.stringify(cause.error)]);
  return { status, message: words.flat().filter(Boolean).join(' / ') };
}

for await (const line of createInterface({ input: process.stdin })) {
  answer(JSON.parse(line)).then((told) => process.stdout.write(JSON.stringify(told) + '\n'));
}
