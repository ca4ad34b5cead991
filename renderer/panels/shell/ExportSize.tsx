import { LEAST_SCALE, MOST_SCALE } from '../../../preload/contract/exporting.ts';
import { kernels } from '../../../preload/contract/picture-service.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { scaledSize } from '../../document/export-plans.ts';
import { useDocument, useExporting, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { NumberBox } from '../controls/Field.tsx';

/** The size of the file, as a scale or as the sides of the page, and how pixels are scaled. */
export function ExportSize() {
  const { exporting: words, page: pageWords } = useWords();
  const page = useDocument(({ document }) => document);
  const { settings, change } = useExporting((state) => state);
  const { width, height } = scaledSize(page, settings.scale);
  const setScale = (scale: number) => change({ scale: Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale)) });
  return (
    <>
      <div className="page-sides">
        <NumberBox
          label={words.scale}
          value={Math.round(settings.scale * 10_000) / 100}
          least={100 * LEAST_SCALE}
          most={100 * MOST_SCALE}
          step={0.01}
          onChange={(percent) => setScale(percent / 100)}
        />
        {settings.part === 'page' && (
          <>
            <NumberBox
              label={words.width}
              value={width}
              least={1}
              most={MAX_SIDE}
              step={1}
              onChange={(next) => setScale(next / page.width)}
            />
            <NumberBox
              label={words.height}
              value={height}
              least={1}
              most={MAX_SIDE}
              step={1}
              onChange={(next) => setScale(next / page.height)}
            />
          </>
        )}
      </div>
      <Choice
        label={pageWords.kernel}
        help={pageWords.kernelHelp}
        values={kernels}
        chosen={settings.kernel}
        nameOf={(kernel) => pageWords.kernels[kernel]}
        onChoose={(kernel) => change({ kernel })}
      />
    </>
  );
}
