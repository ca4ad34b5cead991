import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { canBeLossless, hasQuality } from '../../../preload/contract/exporting.ts';
import { useExporting, useWords } from '../context.ts';
import { ColourPicker, hexOf } from '../controls/ColourPicker.tsx';
import { ValueSlider } from '../controls/Field.tsx';
import { Tick } from '../controls/Tick.tsx';

/** What can be chosen of the format. */
export function ExportEncoding() {
  const words = useWords().exporting;
  const { settings, change } = useExporting((state) => state);
  const { mediaType, quality, lossless, record, ground } = settings;
  return (
    <div className="export-encoding">
      {mediaType === 'image/png' && (
        <Tick isSelected={record} help={words.recordHelp} onChange={(next) => change({ record: next })}>
          {words.record}
        </Tick>
      )}
      {hasQuality(mediaType) && (
        <ValueSlider
          label={words.quality}
          value={quality[mediaType]}
          least={1}
          most={100}
          step={1}
          isDisabled={lossless && canBeLossless(mediaType)}
          onChange={(value) => change({ quality: { ...quality, [mediaType]: value } })}
        />
      )}
      {canBeLossless(mediaType) && (
        <Tick isSelected={lossless} help={words.losslessHelp} onChange={(next) => change({ lossless: next })}>
          {words.lossless}
        </Tick>
      )}
      {mediaType === 'image/jpeg' && (
        <DialogTrigger>
          <Button className="quiet-button" aria-label={`${words.ground} ${hexOf(ground)}`}>
            <span className="export-ground" style={{ background: hexOf(ground) }} />
            {words.ground}
          </Button>
          <Popover className="popover" placement="top start">
            <Dialog className="colour-picker" aria-label={words.ground}>
              <p className="hint">{words.noAlpha}</p>
              <ColourPicker colour={ground} onChange={(next) => change({ ground: next })} />
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
    </div>
  );
}
