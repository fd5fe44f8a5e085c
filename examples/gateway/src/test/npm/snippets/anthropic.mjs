import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: process.env.GATEWAY, apiKey: process.env.KEY });
const answer = await client.messages.create({
  model: 'cascadeflow/auto',
  max_tokens: 400,
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
});
console.log(answer.content[0].text);
