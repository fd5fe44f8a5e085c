import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const cascadeflow = createOpenAICompatible({
  name: 'cascadeflow',
  baseURL: `${process.env.GATEWAY}/v1`,
  apiKey: process.env.KEY,
});
const answer = streamText({ model: cascadeflow('cascadeflow/auto'), prompt: 'What is the capital of France?' });
for await (const piece of answer.textStream) process.stdout.write(piece);
