/** The size of a token grid is one type (main/engine/framing/sizes.ts). */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** A type of columns and rows alone, in any room, and a token grid with its codes taken away. */
const SIZES = /\{\s*(?:readonly )?columns: number[;,]?\s*(?:readonly )?rows: number;?\s*\}|Omit<TokenGrid, 'codes'>/g;

it('the size of a token grid is declared once in the engine', () => {
  const found = globSync('main/engine/**/*.ts').flatMap((file) => {
    const matches = readFileSync(file, 'utf8').match(SIZES) ?? [];
    return matches.map(() => file);
  });
  expect(found).toEqual(['main/engine/framing/sizes.ts']);
});
