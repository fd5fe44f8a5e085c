// OpenAI's own client for JavaScript.
import OpenAI from 'openai';
import { imageUrl, said, schemaOf } from './said.mjs';

const connect = (door) => new OpenAI({ baseURL: `${door.root}/v1`, apiKey: door.key, maxRetries: door.retries });

export async function ask(door, task) {
  const completion = await connect(door).chat.completions.create(params(task));
  const { message } = completion.choices[0];
  return understood(completion, message.content ? [message.content] : []);
}

export async function stream(door, task) {
  const stream = connect(door).chat.completions.stream({ ...params(task), stream_options: { include_usage: true } });
  const pieces = [];
  stream.on('content', (piece) => pieces.push(piece));
  return understood(await stream.finalChatCompletion(), pieces);
}

function understood({ choices: [choice], usage }, pieces) {
  return said({
    pieces,
    calls: (choice.message.tool_calls ?? []).map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: text })),
    finish: choice.finish_reason,
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    tokens: (choice.logprobs?.content ?? []).map(({ token, logprob }) => ({ text: token, logprob })),
  });
}

export async function leave(door, task) {
  const stream = await connect(door).chat.completions.create({ ...params(task), stream: true });
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content) break;
  }
}

export const askAtOnce = (door, tasks) => Promise.all(tasks.map((task) => ask(door, task)));

export async function models(door) {
  const ids = [];
  for await (const model of connect(door).models.list()) ids.push(model.id);
  return ids;
}

export const model = async (door, name) => (await connect(door).models.retrieve(name)).id;

export async function embed(door, model, input) {
  return (await connect(door).embeddings.create({ model, input })).data.map(({ embedding }) => embedding);
}

function params(task) {
  return {
    model: task.model,
    messages: [...(task.system ? [{ role: 'system', content: task.system }] : []), ...task.turns.flatMap(messages)],
    ...(task.tools.length > 0 && { tools: task.tools.map(tool) }),
    ...(task.schema && {
      response_format: { type: 'json_schema', json_schema: { name: 'capital', strict: true, schema: JSON.parse(task.schema) } },
    }),
    ...(task.logprobs && { logprobs: true }),
  };
}

function tool(tool) {
  return { type: 'function', function: { name: tool.name, description: tool.description, parameters: schemaOf(tool) } };
}

function messages(turn) {
  switch (turn.kind) {
    case 'User':
      return [{ role: 'user', content: turn.image ? withImage(turn) : turn.text }];
    case 'Assistant':
      return [{ role: 'assistant', content: turn.text }];
    case 'Calls':
      return [{ role: 'assistant', tool_calls: turn.calls.map(call) }];
    default:
      return turn.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }));
  }
}

function withImage({ text, image }) {
  return [
    { type: 'text', text },
    { type: 'image_url', image_url: { url: imageUrl(image) } },
  ];
}

function call({ id, name, arguments: text }) {
  return { id, type: 'function', function: { name, arguments: text } };
}
