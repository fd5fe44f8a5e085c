import OpenAI from 'openai';

const client = new OpenAI({ baseURL: `${process.env.GATEWAY}/v1`, apiKey: process.env.KEY });
const answer = await client.chat.completions.create({
  model: 'cascadeflow/auto',
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
});
console.log(answer.choices[0].message.content);
