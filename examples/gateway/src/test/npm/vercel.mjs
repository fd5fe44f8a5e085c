// Vercel's AI SDK with its provider for APIs like OpenAI's.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Output, embedMany, generateText, jsonSchema, streamText, tool } from 'ai';
import { said, schemaOf } from './said.mjs';

function connect(door) {
  return createOpenAICompatible({
    name: 'cascadeflow',
    baseURL: `${door.root}/v1`,
    apiKey: door.key,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}

export async function ask(door, task) {
  const result = await generateText(params(door, task));
  return said({
    pieces: result.text ? [result.text] : [],
    calls: result.toolCalls.map(call),
    finish: word(result.finishReason),
    inputTokens: result.usage.inputTokens,
    outputTokens: result.usage.outputTokens,
  });
}

export async function stream(door, task) {
  let failure;
  const result = streamText({ ...params(door, task), onError: ({ error }) => (failure ??= error) });
  const pieces = [];
  try {
    for await (const part of result.fullStream) {
      if (part.type === 'text-delta') pieces.push(part.text);
    }
  } catch (brokenOff) {
    throw failure ?? brokenOff;
  }
  if (failure) throw failure;
  const usage = await result.usage;
  return said({
    pieces,
    calls: (await result.toolCalls).map(call),
    finish: word(await result.finishReason),
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
  });
}

export async function leave(door, task) {
  const left = new AbortController();
  const result = streamText({ ...params(door, task), abortSignal: left.signal });
  for await (const piece of result.textStream) {
    if (piece) break;
  }
  left.abort();
}

export const askAtOnce = (door, tasks) => Promise.all(tasks.map((task) => ask(door, task)));

export async function embed(door, model, texts) {
  const result = await embedMany({ model: connect(door).embeddingModel(model), values: texts, maxRetries: door.retries });
  return result.embeddings;
}

/** It writes OpenAI's words with a dash. */
const word = (reason) => reason.replace('-', '_');

const call = ({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, arguments: JSON.stringify(input) });

function params(door, task) {
  return {
    model: connect(door)(task.model),
    maxRetries: door.retries,
    messages: task.turns.map(message),
    ...(task.system && { system: task.system }),
    ...(task.tools.length > 0 && { tools: Object.fromEntries(task.tools.map(named)) }),
    ...(task.schema && { output: Output.object({ schema: jsonSchema(JSON.parse(task.schema)) }) }),
  };
}

const named = (given) => [given.name, tool({ description: given.description, inputSchema: jsonSchema(schemaOf(given)) })];

function message(turn) {
  switch (turn.kind) {
    case 'User':
      return { role: 'user', content: turn.image ? [{ type: 'text', text: turn.text }, image(turn.image)] : turn.text };
    case 'Assistant':
      return { role: 'assistant', content: turn.text };
    case 'Calls':
      return {
        role: 'assistant',
        content: turn.calls.map(({ id, name, arguments: text }) => ({
          type: 'tool-call', toolCallId: id, toolName: name, input: JSON.parse(text),
        })),
      };
    default:
      return {
        role: 'tool',
        content: turn.results.map(({ id, name, text }) => ({
          type: 'tool-result', toolCallId: id, toolName: name, output: { type: 'text', value: text },
        })),
      };
  }
}

function image({ url, base64 }) {
  return { type: 'image', image: url ? new URL(url) : base64, mediaType: 'image/png' };
}
