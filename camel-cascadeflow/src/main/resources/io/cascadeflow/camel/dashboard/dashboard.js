// Reads the page again every few seconds and replaces the parts that changed; draws charts from the tables that are on the page.
(() => {
  'use strict';
  const EVERY = 5000;
  const PATIENCE = 10000;
  let lost = false;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const cells = (table) => {
    const rows = [...table.tBodies[0].rows];
    const first = (row) => Number(row.cells[0].querySelector('[data-x]')?.dataset.x);
    const number = (cell) => {
      const data = cell.querySelector('data');
      return data ? Number(data.value) : null;
    };
    const columns = table.tHead.rows[0].cells.length;
    const values = [rows.map(first)];
    for (let i = 1; i < columns; i++) values.push(rows.map((row) => number(row.cells[i])));
    return values;
  };

  const draw = (chart) => {
    const table = chart.querySelector('details table');
    const plot = chart.querySelector('.plot');
    if (!window.uPlot || !table || table.tBodies[0].rows.length === 0) return;
    plot.replaceChildren();
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const bars = chart.dataset.chart === 'bars';
    const shown = bars ? [0, 1] : names.map((_, i) => i);
    const values = cells(table);
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line') }, ticks: { stroke: color('--line') } };
    const lines = ['--bar2', '--good', '--warn', '--bad'];
    new uPlot({
      width: Math.max(200, plot.clientWidth),
      height: 220,
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), 'Etc/UTC'),
      cursor: { y: false },
      scales: { y: { range: (u, low, high) => [Math.min(0, low || 0), high > 0 ? high * 1.05 : 1] } },
      axes: [axis, { ...axis, size: 80, values: (u, ticks) => ticks.map((tick) => String(Number(tick.toPrecision(6)))) }],
      series: shown.map((i) => i === 0 ? { label: names[0] } : {
        label: names[i],
        stroke: color(lines[(i - 1) % lines.length]),
        fill: bars ? color('--bar') : undefined,
        paths: bars ? uPlot.paths.bars({ size: [0.8, 40] }) : undefined,
        points: { show: !bars && values[0].length < 3 },
        value: (u, value) => value == null ? '' : String(value),
      }),
    }, shown.map((i) => values[i]), plot);
  };

  const drawAll = (root) => root.querySelectorAll('[data-chart]').forEach(draw);

  const say = (text, isLost) => {
    const line = document.getElementById('connection');
    if (!line) return;
    line.textContent = text;
    line.classList.toggle('lost', isLost);
  };

  const replace = (page) => {
    for (const fresh of page.querySelectorAll('[data-live]')) {
      const old = document.getElementById(fresh.id);
      if (!old || old.contains(document.activeElement) || old.lastFresh === fresh.innerHTML) continue;
      const open = [...old.querySelectorAll('details')].map((details) => details.open);
      const html = fresh.innerHTML;
      old.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
      old.lastFresh = html;
      old.querySelectorAll('details').forEach((details, i) => { details.open = Boolean(open[i]); });
      drawAll(old);
    }
  };

  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
        if (answer.status === 401) {
          say('You are signed out. Reload the page to sign in again.', true);
        } else if (!answer.ok) {
          throw new Error(String(answer.status));
        } else {
          replace(new DOMParser().parseFromString(await answer.text(), 'text/html'));
          if (lost) say('Connected again.', false);
          lost = false;
        }
      } catch (failure) {
        if (!lost) say(`The connection is lost since ${new Date().toISOString().slice(11, 19)} UTC. These figures stay as they were; trying again every ${EVERY / 1000} seconds.`, true);
        lost = true;
      }
    }
    setTimeout(look, EVERY);
  };

  // as the server made them, before anything is drawn
  document.querySelectorAll('[data-live]').forEach((part) => { part.lastFresh = part.innerHTML; });
  drawAll(document);
  let drawn = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== drawn) { drawn = window.innerWidth; drawAll(document); }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll(document));
  if (document.querySelector('[data-live]')) setTimeout(look, EVERY);
})();
