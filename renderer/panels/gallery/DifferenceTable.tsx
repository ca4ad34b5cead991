import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import {
  type ComparedValue,
  comparedPictures,
  type Difference,
  settingsThatDiffer,
} from '../../generation/run/compared-settings.ts';
import { useWords } from '../context.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';
import { percent, shortNumber, taskNameOf, variantInWords } from '../words.ts';

/** The settings in which two pictures differ, row by row. */
export function DifferenceTable({ pair }: { readonly pair: readonly [ListedGeneration, ListedGeneration] }) {
  const { comparison: words } = useWords().galleryPage;
  const rows = settingsThatDiffer(...pair);
  if (rows.length === 0) return <p className="compare-same">{words.same}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by keys
    <section className="compare-table" aria-label={words.differ} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.setting}</th>
            <th scope="col">{words.number({ number: 1 })}</th>
            <th scope="col">{words.number({ number: 2 })}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{words.names[row.name]}</th>
              <Value row={row} value={row.values[0]} />
              <Value row={row} value={row.values[1]} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Value({ row: { name }, value }: { readonly row: Difference; readonly value: ComparedValue }) {
  const strings = useWords();
  const isPicture = comparedPictures.includes(name) && typeof value === 'string';
  return (
    <td className="selectable">
      {isPicture ? <Thumbnail hash={value} className="is-history" /> : inWords(strings, name, value)}
    </td>
  );
}

function inWords(strings: StudioWords, name: Difference['name'], value: ComparedValue): string {
  if (value === null || value === '') return strings.galleryPage.comparison.absent;
  if (typeof value === 'number') return name === 'strength' ? percent(strings, value) : shortNumber(strings, value);
  if (name === 'task') return taskNameOf(strings, value);
  if (name === 'variant') return variantInWords(strings, value);
  if (name === 'speed') return Object.hasOwn(strings.speed, value) ? strings.speed[value as 'exact'] : value;
  if (name === 'provider') {
    const { names } = strings.preferences.provider;
    return Object.hasOwn(names, value) ? names[value as 'cpu'] : value;
  }
  return value;
}
