import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { kernels } from '../../../preload/contract/picture-service.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { isPageSize } from '../../document/frame-page.ts';
import { pixelsPer } from '../../document/page-units.ts';
import { useDocument, usePage, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { DpiBox } from '../controls/DpiBox.tsx';
import { NumberBox } from '../controls/Field.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { useDpi } from '../view/use-measure.ts';

/** The dialogs that change the size of the page, or of the picture with all of its layers. */
export function PageDialogs() {
  const asked = usePage((page) => page.asked);
  if (asked === null) return null;
  return asked === 'canvas-size' ? <CanvasSize /> : <ImageSize />;
}

interface AskedProps {
  readonly title: string;
  readonly says: string;
  readonly act: string;
  readonly isPossible: boolean;
  readonly onAct: () => void;
  readonly children: ReactNode;
}

function Asked({ title, says, act, isPossible, onAct, children }: AskedProps) {
  const words = useWords().page;
  const { ask, busy } = usePage((page) => page);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) onAct();
  };
  return (
    <TitledDialog title={title} close={words.close} isDismissable={!busy} onClose={() => ask(null)}>
      <p>{says}</p>
      <form className="page-size" onSubmit={submit}>
        {children}
        {!isPossible && (
          <p className="hint" role="status">
            {words.tooLarge({ side: MAX_SIDE, megapixels: Math.floor(MAX_PIXELS / 1e6) })}
          </p>
        )}
        <Button className="main-button" type="submit" isDisabled={!isPossible || busy}>
          {busy ? words.working : act}
        </Button>
      </form>
    </TitledDialog>
  );
}

/** Row by row, as they lie. */
const anchors = [
  { name: 'topLeft', across: 0, down: 0 },
  { name: 'top', across: 0.5, down: 0 },
  { name: 'topRight', across: 1, down: 0 },
  { name: 'left', across: 0, down: 0.5 },
  { name: 'middle', across: 0.5, down: 0.5 },
  { name: 'right', across: 1, down: 0.5 },
  { name: 'bottomLeft', across: 0, down: 1 },
  { name: 'bottom', across: 0.5, down: 1 },
  { name: 'bottomRight', across: 1, down: 1 },
] as const;

function CanvasSize() {
  const words = useWords().page;
  const page = useDocument(({ document }) => document);
  const { resizeCanvas, ask } = usePage((state) => state);
  const [width, setWidth] = useState(page.width);
  const [height, setHeight] = useState(page.height);
  const [anchor, setAnchor] = useState({ across: 0.5, down: 0.5 });
  const act = () => {
    resizeCanvas({ width, height }, anchor);
    ask(null);
  };
  return (
    <Asked
      title={words.canvasTitle}
      says={words.canvasSays}
      act={words.change}
      isPossible={isPageSize({ width, height })}
      onAct={act}
    >
      <div className="page-sides">
        <NumberBox label={words.width} value={width} least={1} most={MAX_SIDE} step={1} autoFocus onChange={setWidth} />
        <NumberBox label={words.height} value={height} least={1} most={MAX_SIDE} step={1} onChange={setHeight} />
        <fieldset className="page-anchor" aria-label={words.anchor} title={words.anchor}>
          {anchors.map(({ name, across, down }) => {
            const isChosen = anchor.across === across && anchor.down === down;
            return (
              <button
                key={name}
                type="button"
                className={isChosen ? 'is-on' : ''}
                aria-pressed={isChosen}
                aria-label={words.anchors[name]}
                onClick={() => setAnchor({ across, down })}
              />
            );
          })}
        </fieldset>
      </div>
    </Asked>
  );
}

function ImageSize() {
  const words = useWords().page;
  const page = useDocument(({ document }) => document);
  const { resizeImage, kernel, busy } = usePage((state) => state);
  const [width, setWidth] = useState(page.width);
  const [chosen, setChosen] = useState(kernel);
  const height = Math.max(1, Math.round((width * page.height) / page.width));
  const shown = useDpi();
  const [dpi, setDpi] = useState(shown);
  // A page without a resolution gets one where the artist says so.
  const wanted = dpi === shown ? (page.dpi ?? null) : dpi;
  const onPaper = (pixels: number) => Math.round((10 * pixels) / pixelsPer('cm', dpi)) / 10;
  const isScaled = width !== page.width || height !== page.height;
  return (
    <Asked
      title={words.imageTitle}
      says={words.imageSays}
      act={isScaled ? words.scale : words.change}
      isPossible={isPageSize({ width, height })}
      onAct={() => !busy && void resizeImage({ width, height }, chosen, wanted)}
    >
      <div className="page-sides">
        <NumberBox label={words.width} value={width} least={1} most={MAX_SIDE} step={1} autoFocus onChange={setWidth} />
        <NumberBox
          label={words.height}
          value={height}
          least={1}
          most={MAX_SIDE}
          step={1}
          onChange={(next) => setWidth(Math.max(1, Math.round((next * page.width) / page.height)))}
        />
        <DpiBox label={words.dpi} value={dpi} onChange={(next) => setDpi(Math.round(next))} />
      </div>
      <p className="hint">{words.onPaper({ width: onPaper(width), height: onPaper(height) })}</p>
      <Choice
        label={words.kernel}
        help={words.kernelHelp}
        values={kernels}
        chosen={chosen}
        nameOf={(one) => words.kernels[one]}
        onChoose={setChosen}
      />
    </Asked>
  );
}
