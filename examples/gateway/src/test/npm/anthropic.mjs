// Anthropic's own client for JavaScript.
import Anthropic from '@anthropic-ai/sdk';
import { said, schemaOf } from './said.mjs';

const connect = (door) => new Anthropic({ baseURL: door.root, apiKey: door.key, maxRetries: door.retries });

export async function ask(door, task) {
  const message = await connect(door).messages.create(params(task));
  return understood(message, message.content.filter(({ type }) => type === 'text').map(({ text }) => text));
}

export async function stream(door, task) {
  const stream = connect(door).messages.stream(params(task));
  const pieces = [];
  stream.on('text', (piece) => pieces.push(piece));
  return understood(await stream.finalMessage(), pieces);
}

function understood(message, pieces) {
  const calls = message.content.filter(({ type }) => type === 'tool_use');
  return said({
    pieces,
    calls: calls.map(({ id, name, input }) => ({ id, name, arguments: JSON.stringify(input) })),
    finish: message.stop_reason,
    inputTokens: message.usage.input_tokens,
    outputTokens: message.usage.output_tokens,
  });
}

export async function leave(door, task) {
  const stream = await connect(door).messages.create({ ...params(task), stream: true });
  for await (const event of stream) {
    if (event.type === 'content_block_delta') break;
  }
}

export const askAtOnce = (door, tasks) => Promise.all(tasks.map((task) => ask(door, task)));

export async function models(door) {
  const ids = [];
  for await (const model of connect(door).models.list()) ids.push(model.id);
  return ids;
}

export const model = async (door, name) => (await connect(door).models.retrieve(name)).id;

export async function count(door, task) {
  const { model, messages } = params(task);
  return (await connect(door).messages.countTokens({ model, messages })).input_tokens;
}

function params(task) {
  return {
    model: task.model,
    max_tokens: 400,
    messages: task.turns.map(message),
    ...(task.system && { system: task.system }),
    ...(task.tools.length > 0 && {
      tools: task.tools.map((tool) => ({ name: tool.name, description: tool.description, input_schema: schemaOf(tool) })),
    }),
    ...(task.schema && { output_config: { format: { type: 'json_schema', schema: JSON.parse(task.schema) } } }),
  };
}

function message(turn) {
  switch (turn.kind) {
    case 'User':
      return { role: 'user', content: turn.image ? [{ type: 'text', text: turn.text }, image(turn.image)] : turn.text };
    case 'Assistant':
      return { role: 'assistant', content: turn.text };
    case 'Calls':
      return {
        role: 'assistant',
        content: turn.calls.map(({ id, name, arguments: text }) => ({ type: 'tool_use', id, name, input: JSON.parse(text) })),
      };
    default:
      return { role: 'user', content: turn.results.map(({ id, text }) => ({ type: 'tool_result', tool_use_id: id, content: text })) };
  }
}

function image({ url, base64 }) {
  const source = url ? { type: 'url', url } : { type: 'base64', media_type: 'image/png', data: base64 };
  return { type: 'image', source };
}
