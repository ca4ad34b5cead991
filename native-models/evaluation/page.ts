/** The report as a page: a table, then every job with its pictures. No script, nothing from elsewhere. */
import { createHash } from 'node:crypto';
import type { RunRecord } from './files.ts';
import type { JobReport, SuiteScore } from './score.ts';

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
figure { margin: 0; padding: .5rem; border: 1px solid #8884; border-top: .3rem solid #c0392b; overflow-wrap: anywhere; }
figure.right { border-top-color: #2a8a3e; }
figure .pictures { display: flex; gap: .25rem; }
figure img { flex: 1 1 0; min-width: 0; max-width: 12rem; image-rendering: auto; }
figcaption p { margin: .25rem 0; }
.seen, .id { opacity: .75; font-size: 12px; }
.fault { color: #c0392b; }
nav label { margin-right: 1rem; }
body:has(#only-wrong:checked) figure.right, body:has(#only-right:checked) figure:not(.right) { display: none; }
`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes the characters that HTML reserves. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** The whole page. Pictures are files beside it, named by their paths from it. */
export function reportPage(jobs: readonly JobReport[], rows: readonly SuiteScore[], run: RunRecord): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  // 'self' names no origin for a page opened from a disk, so the scheme stands beside it.
  const policy = `default-src 'none'; img-src 'self' file:; style-src 'sha256-${hash}'`;
  const about = `${run.model} (${run.modelHash.slice(0, 12)}) on ${run.provider}, ${run.started}, ${jobs.length} jobs in ${Math.round(run.seconds)} s`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width">
<title>Evaluation of ${escapeHtml(run.model)}</title>
<style>${STYLE}</style>
<body>
<h1>Evaluation</h1>
<p>${escapeHtml(about)}</p>
${scoreTable(rows)}
<nav aria-label="Filter">
<label><input type="radio" name="show" checked> all</label>
<label><input type="radio" name="show" id="only-wrong"> only wrong ones</label>
<label><input type="radio" name="show" id="only-right"> only right ones</label>
</nav>
${rows.map(({ suite }) => sheet(suite, jobs)).join('\n')}
</body>
</html>
`;
}

function scoreTable(rows: readonly SuiteScore[]): string {
  const lines = rows.map(({ suite, right, whole, total, interval, wrong, secondsEach, agreement }) => {
    const cells = [
      `${right}/${total}`,
      (right / total).toFixed(2),
      interval.map((end) => end.toFixed(2)).join(' to '),
      `${whole}/${total}`,
      agreement === null ? '' : agreement.toFixed(2),
      secondsEach === null ? '' : secondsEach.toFixed(1),
      wrong.map(([fact, count]) => `${fact} ${count}`).join(', '),
    ];
    const link = `<a href="#${anchor(suite)}">${escapeHtml(suite)}</a>`;
    return `<tr><td>${link}</td>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const heads = [
    'suite',
    'right',
    'share',
    '95 % interval',
    'every fact right',
    'agreement',
    'seconds each',
    'what was wrong',
  ];
  return `<table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>\n${lines.join('\n')}</table>`;
}

const anchor = (suite: string) => `suite-${encodeURIComponent(suite)}`.replaceAll("'", '%27');

function sheet(suite: string, jobs: readonly JobReport[]): string {
  const figures = jobs.filter((job) => job.suite === suite).map(figure);
  return `<section id="${anchor(suite)}"><h2>${escapeHtml(suite)}</h2>\n<div class="sheet">\n${figures.join('\n')}\n</div></section>`;
}

function figure(job: JobReport): string {
  const { given, second, mask, wanted, drawn } = job.pictures;
  const pictures = [
    [given, 'given'],
    [second, 'given, too'],
    [mask, 'mask'],
    [wanted, 'wanted'],
    [drawn, 'drawn'],
  ].flatMap(([path, what]) => (path === undefined ? [] : [image(path, `${what}: ${job.words}`)]));
  const faults = job.faults.map(({ fact, says }) => `<p class="fault">${escapeHtml(`${fact}: ${says}`)}</p>`);
  const said = wantedWords(job);
  return `<figure class="${job.right ? 'right' : 'wrong'}">
<div class="pictures">${pictures.join('')}</div>
<figcaption><p>${escapeHtml(job.words === '' ? job.task : job.words)}</p>
${said === '' ? '' : `<p class="seen">wanted: ${escapeHtml(said)}</p>`}
<p class="seen">${escapeHtml(job.error ?? `seen: ${job.seen}`)}</p>
${faults.join('')}<p class="id">${escapeHtml(job.id)}</p></figcaption></figure>`;
}

function image(path: string, alt: string): string {
  const source = path.split('/').map(encodeURIComponent).join('/');
  return `<img loading="lazy" src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">`;
}

/** The facts in short, where the prompt does not say them by itself. */
function wantedWords({ expected, task }: JobReport): string {
  if (expected.answer !== undefined) return [expected.answer].flat().join(' or ');
  if (task !== 'caption') return '';
  const groups = (expected.objects ?? []).map(({ count, colour, style, name }) =>
    [count, colour ?? style, name].filter((word) => word !== undefined).join(' '),
  );
  return `${groups.join(expected.relation === undefined ? ', ' : ` ${expected.relation} `)} on ${expected.background ?? 'any background'}`;
}
