// Asks by fetch and not by an EventSource: that one would connect again when the connection breaks, and ask, and pay, again.
'use strict';

const form = document.getElementById('form');
const question = document.getElementById('question');
const answers = document.getElementById('answers');
const state = document.getElementById('state');
const stop = document.getElementById('stop');
let asking = null;

const shown = (tier) => {
  const last = answers.lastElementChild;
  if (last && last.dataset.tier === tier && last.dataset.state === 'growing') return last;
  const one = document.createElement('div');
  one.className = 'answer';
  one.dataset.tier = tier;
  one.dataset.state = 'growing';
  answers.append(one);
  return one;
};

// What comes is text and never markup: a model may say <script>.
const events = {
  text: ({ text }) => { shown('').textContent += text; },
  piece: ({ tier, text }) => { shown(tier).textContent += text; },
  retract: ({ tier, reason }) => {
    const draft = shown(tier);
    draft.textContent = `taken back: ${reason}`;
    draft.classList.add('retracted');
    draft.dataset.state = 'retracted';
  },
  accept: ({ tier }) => { shown(tier).dataset.state = 'accepted'; },
  done: ({ tier, outcome, usd }) => { state.textContent = `${outcome}, by ${tier}, for ${usd} USD`; },
  failed: ({ why }) => { state.textContent = `no answer: ${why}`; },
};

// One event of the stream: lines "event: NAME" and "data: JSON"; a line that begins with a colon is only to keep the line open.
const take = (block) => {
  const lines = block.split('\n');
  const name = lines.find((line) => line.startsWith('event: '))?.slice(7);
  const data = lines.find((line) => line.startsWith('data: '))?.slice(6);
  if (name && data) events[name]?.(JSON.parse(data));
  return name === 'done' || name === 'failed';
};

const read = async (response) => {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let ended = false;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (rest + piece.value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) ended = take(block) || ended;
  }
  if (!ended) throw new Error('the answer broke off');
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  asking?.abort();
  const mine = asking = new AbortController();
  answers.replaceChildren();
  state.textContent = 'waiting';
  stop.disabled = false;
  try {
    const response = await fetch('answers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: question.value, drafts: document.getElementById('drafts').checked }),
      signal: mine.signal,
    });
    if (!response.ok) throw new Error(`the server says ${response.status}`);
    await read(response);
  } catch (failure) {
    if (asking === mine) state.textContent = failure.name === 'AbortError' ? 'stopped' : failure.message;
  } finally {
    if (asking === mine) stop.disabled = true;
  }
});

stop.addEventListener('click', () => asking?.abort());
// A page that is left may stay in the browser's cache for "back", and go on reading.
addEventListener('pagehide', () => asking?.abort());
for (const sample of document.querySelectorAll('.sample')) {
  sample.addEventListener('click', () => { question.value = sample.textContent; });
}
