// OpenAI's own client for JavaScript, by the Responses API.
import OpenAI from 'openai';
import { imageUrl, said, schemaOf } from './said.mjs';

const connect = (door) => new OpenAI({ baseURL: `${door.root}/v1`, apiKey: door.key, maxRetries: door.retries });

export async function ask(door, task) {
  const response = await connect(door).responses.create(params(task));
  return understood(response, response.output_text ? [response.output_text] : []);
}

export async function stream(door, task) {
  const stream = connect(door).responses.stream(params(task));
  const pieces = [];
  stream.on('response.output_text.delta', ({ delta }) => pieces.push(delta));
  return understood(await stream.finalResponse(), pieces);
}

function understood(response, pieces) {
  const calls = response.output.filter(({ type }) => type === 'function_call');
  const texts = response.output.flatMap(({ content }) => content ?? []);
  return said({
    pieces,
    calls: calls.map(({ call_id: id, name, arguments: text }) => ({ id, name, arguments: text })),
    finish: finish(response.status, calls.length > 0),
    inputTokens: response.usage.input_tokens,
    outputTokens: response.usage.output_tokens,
    tokens: texts.flatMap(({ logprobs }) => logprobs ?? []).map(({ token, logprob }) => ({ text: token, logprob })),
  });
}

/** This API tells no reason for an answer that is whole. */
function finish(status, isCalling) {
  if (status !== 'completed') return status;
  return isCalling ? 'tool_calls' : 'stop';
}

export async function leave(door, task) {
  const stream = await connect(door).responses.create({ ...params(task), stream: true });
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') break;
  }
}

export const askAtOnce = (door, tasks) => Promise.all(tasks.map((task) => ask(door, task)));

function params(task) {
  return {
    model: task.model,
    store: false,
    input: task.turns.flatMap(items),
    ...(task.system && { instructions: task.system }),
    ...(task.tools.length > 0 && {
      tools: task.tools.map((tool) => ({
        type: 'function', name: tool.name, description: tool.description, strict: true, parameters: schemaOf(tool),
      })),
    }),
    ...(task.schema && {
      text: { format: { type: 'json_schema', name: 'capital', strict: true, schema: JSON.parse(task.schema) } },
    }),
    ...(task.logprobs && { include: ['message.output_text.logprobs'] }),
  };
}

function items(turn) {
  switch (turn.kind) {
    case 'User':
      return [{ role: 'user', content: turn.image ? withImage(turn) : turn.text }];
    case 'Assistant':
      return [{ role: 'assistant', content: turn.text }];
    case 'Calls':
      return turn.calls.map(({ id, name, arguments: text }) => ({ type: 'function_call', call_id: id, name, arguments: text }));
    default:
      return turn.results.map(({ id, text }) => ({ type: 'function_call_output', call_id: id, output: text }));
  }
}

function withImage({ text, image }) {
  return [
    { type: 'input_text', text },
    { type: 'input_image', image_url: imageUrl(image), detail: 'auto' },
  ];
}
