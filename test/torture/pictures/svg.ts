import type { Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';

/** Drawings in words: sound ones, and ones that take for ever, ask for files, or claim a size beyond all. */

export const soundSvg = svg('<rect width="40" height="30" fill="#c83c28"/>');

function svg(content: string, size = 'width="64" height="48"', before = ''): string {
  return `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${content}</svg>`;
}

type Drawing = (chance: Chance) => readonly [text: string, what: string];

const sizes: Drawing = (chance) => {
  const [width, height] = [
    chance.pick(['0', '-5', '1e9', '16384', '100000', '1e308', 'NaN', '100%', '1in', '']),
    chance.pick(['48', '1e9', '16384', '0']),
  ];
  return [svg('<rect width="9" height="9"/>', `width="${width}" height="${height}"`), `${width} x ${height}`];
};

const box: Drawing = (chance) => {
  const view = chance.pick(['0 0 1e9 1e9', '0 0 0 0', '-1e9 -1e9 1 1', '0 0 1e-9 1e-9', 'x', '0 0 1e400 1']);
  return [svg('<circle r="5"/>', `viewBox="${view}"`), `a view of ${view}`];
};

const filter: Drawing = (chance) => {
  const radius = chance.pick([1, 100, 10_000, 1e9]);
  const order = Math.min(radius, 200);
  const inner = chance.pick([
    `<feGaussianBlur stdDeviation="${radius}"/>`,
    `<feMorphology operator="dilate" radius="${radius}"/>`,
    `<feTurbulence baseFrequency="0.0001" numOctaves="${radius}"/>`,
    `<feConvolveMatrix order="${order}" kernelMatrix="${'1 '.repeat(order ** 2)}"/>`,
    `${'<feGaussianBlur stdDeviation="50"/>'.repeat(Math.min(radius, 500))}`,
    `<feTile/><feOffset dx="${radius}"/>`,
    `<feDiffuseLighting surfaceScale="${radius}"><fePointLight x="1" y="1" z="1"/></feDiffuseLighting>`,
  ]);
  const area = chance.pick(['', 'x="-1000%" y="-1000%" width="10000%" height="10000%"']);
  return [
    svg(
      `<filter id="f" ${area}>${inner}</filter><rect width="64" height="48" filter="url(#f)"/>`,
      'width="1000" height="1000"',
    ),
    `a filter: ${inner.slice(0, 60)}`,
  ];
};

const entities: Drawing = (chance) => {
  const levels = chance.pick([3, 9, 30]);
  const list = Array.from({ length: levels }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
  return [
    svg(
      `<text>&e${levels};</text>`,
      'width="64" height="48"',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "ha">${list}]>`,
    ),
    `${levels} levels of entities`,
  ];
};

const references: Drawing = (chance) => {
  const target = chance.pick([
    'file:///etc/passwd',
    '/dev/zero',
    '/dev/stdin',
    'http://127.0.0.1:9/x',
    'https://example.invalid/x.png',
    '../../../etc/passwd',
    'data:image/svg+xml,<svg/>',
    '\\\\host\\share',
  ]);
  const content = chance.pick([
    `<image xlink:href="${target}" width="64" height="48"/>`,
    `<use xlink:href="${target}#a"/>`,
    `<style>@import url("${target}");</style>`,
    `<style>rect{fill:url("${target}")}</style><rect width="9" height="9"/>`,
    `<script xlink:href="${target}"/>`,
    `<foreignObject width="64" height="48"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${target}"/></foreignObject>`,
  ]);
  const entity = chance.happens(0.3) ? `<!DOCTYPE svg [<!ENTITY x SYSTEM "${target}">]>` : '';
  return [svg(entity === '' ? content : '<text>&x;</text>', 'width="64" height="48"', entity), `asks for ${target}`];
};

const deep: Drawing = (chance) => {
  const levels = chance.pick([100, 5000, 100_000]);
  return [
    svg(`${'<g>'.repeat(levels)}<rect width="9" height="9"/>${'</g>'.repeat(levels)}`),
    `${levels} groups in each other`,
  ];
};

const doubling: Drawing = (chance) => {
  const levels = chance.pick([5, 20, 40]);
  const uses = Array.from(
    { length: levels },
    (_, i) => `<g id="g${i + 1}"><use xlink:href="#g${i}"/><use xlink:href="#g${i}"/></g>`,
  ).join('');
  return [
    svg(`<defs><g id="g0"><rect width="1" height="1"/></g>${uses}</defs><use xlink:href="#g${levels}"/>`),
    `${levels} doublings`,
  ];
};

const circles: Drawing = (chance) =>
  chance.pick([
    [svg('<g id="a"><use xlink:href="#a"/></g>'), 'a group that uses itself'],
    [
      svg(
        '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="64" height="48" fill="url(#p)"/>',
      ),
      'a pattern of itself',
    ],
    [
      svg(
        '<pattern id="p" patternUnits="userSpaceOnUse" width="0.001" height="0.001"><rect width="1" height="1"/></pattern><rect width="64" height="48" fill="url(#p)"/>',
      ),
      'a pattern of tiny tiles',
    ],
    [
      svg(
        '<path d="M0 0L1e6 1e6" stroke="red" stroke-dasharray="0.00001"/>',
        'viewBox="0 0 1e6 1e6" width="100" height="100"',
      ),
      'a dash of nothing',
    ],
    [
      svg('<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="9" height="9" mask="url(#m)"/>'),
      'a mask of itself',
    ],
  ] as const);

const many: Drawing = (chance) => {
  const count = chance.pick([1000, 200_000]);
  return [
    svg(
      chance.pick([
        '<rect width="9" height="9" opacity="0.5"/>'.repeat(count),
        `<path d="M0 0${'L9 9'.repeat(count)}"/>`,
        `<text>${'x'.repeat(count)}</text>`,
      ]),
    ),
    `${count} parts`,
  ];
};

const broken: Drawing = (chance) => {
  const text = soundSvg;
  const cut = chance.int(0, text.length);
  return chance.pick([
    [text.slice(0, cut), 'cut off'],
    [text.replace('svg', 'SVG'), 'of another name'],
    [`\uFEFF${text}`, 'behind a mark'],
    [`${'<!-- -->'.repeat(5000)}${text}`, 'behind many comments'],
    [text.replaceAll('>', '>\0'), 'with null characters'],
    [`<?xml version="1.0" encoding="UTF-16"?>${text}`, 'of another encoding'],
    [text + text, 'twice'],
  ] as const);
};

export function hostileSvg(chance: Chance): Mutated {
  const [text, what] = chance.weighted<Drawing>([
    [3, sizes],
    [2, box],
    [5, filter],
    [2, entities],
    [4, references],
    [2, deep],
    [2, doubling],
    [3, circles],
    [2, many],
    [3, broken],
  ])(chance);
  return { bytes: new Uint8Array(Buffer.from(text)), what: `svg: ${what}` };
}
