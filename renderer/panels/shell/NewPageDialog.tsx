import { ArrowLeftRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { lengthUnits, type NewPageSettings, pageGrounds } from '../../../preload/contract/new-page.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { isPageSize } from '../../document/frame-page.ts';
import { inUnit, newPageSize, type PresetName, pagePresets, presetOf } from '../../document/new-page.ts';
import { useApp, useNewPage, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { ColourPicker, hexOf } from '../controls/ColourPicker.tsx';
import { DpiBox } from '../controls/DpiBox.tsx';
import { NumberBox, WordsField } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';

/** Asks for the name and the page of a new project. */
export function NewPageDialog() {
  const words = useWords().newPage;
  const { isShown, show } = useNewPage((state) => state);
  return (
    <TitledDialog title={words.title} close={words.close} isOpen={isShown} onClose={() => show(false)}>
      <NewPageForm />
    </TitledDialog>
  );
}

function NewPageForm() {
  const strings = useWords();
  const words = strings.newPage;
  const { settings, change, create } = useNewPage((state) => state);
  const [name, setName] = useState(strings.bar.untitled);
  const size = newPageSize(settings);
  const isPossible = settings.byFirstPicture || isPageSize(size);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) void create(name);
  };
  return (
    <form className="new-page" onSubmit={submit}>
      <WordsField label={words.name} value={name} onChange={setName} isFirst />
      <Presets />
      <Size />
      <Choice
        label={words.unit}
        values={lengthUnits}
        chosen={settings.unit}
        nameOf={(unit) => words.units[unit]}
        onChoose={(unit) => change(inUnit(settings, unit))}
      />
      <div className="new-page-ground">
        <Choice
          label={words.ground}
          values={pageGrounds}
          chosen={settings.ground}
          nameOf={(ground) => words.grounds[ground]}
          // A layer of a colour has a size, so there is none before the first picture.
          onChoose={(ground) => change(ground === 'colour' ? { ground, byFirstPicture: false } : { ground })}
        />
        <GroundColour />
      </div>
      <div className="new-page-end">
        <p className="hint" role="status">
          {settings.byFirstPicture && words.byFirst}
          {!settings.byFirstPicture &&
            (isPossible
              ? words.pixels(size)
              : strings.page.tooLarge({ side: MAX_SIDE, megapixels: Math.floor(MAX_PIXELS / 1e6) }))}
        </p>
        <Button className="main-button" type="submit" isDisabled={!isPossible}>
          {words.create}
        </Button>
      </div>
    </form>
  );
}

/** The offered sizes. What the model draws best is what its manifest says. */
function Presets() {
  const words = useWords().newPage;
  const { settings, change } = useNewPage((state) => state);
  const model = useApp((app) => app.engine?.manifest ?? null);
  const presets = pagePresets(model?.nativeSizes[0] ?? null);
  const named = new Map(presets.map((preset) => [preset.name, preset]));
  const nameOf = (name: PresetName | 'first') => {
    const preset = name === 'first' ? undefined : named.get(name);
    const called = name === 'model' ? words.presets.model({ model: model?.name ?? '' }) : words.presets[name];
    if (preset === undefined) return called;
    const { width, height } = newPageSize({ ...settings, ...preset });
    return `${called} ${width} × ${height}`;
  };
  return (
    <Choice
      className="choice new-page-presets"
      label={words.preset}
      values={['first', ...named.keys()]}
      chosen={settings.byFirstPicture ? 'first' : (presetOf(settings, presets)?.name ?? null)}
      nameOf={nameOf}
      onChoose={(chosen) => {
        const preset = chosen === 'first' ? undefined : named.get(chosen);
        if (preset === undefined) {
          change({ byFirstPicture: true, ground: settings.ground === 'transparent' ? 'transparent' : 'white' });
        } else {
          const { name: _, ...size } = preset;
          change({ byFirstPicture: false, ...size });
        }
      }}
    />
  );
}

function Size() {
  const words = useWords().newPage;
  const { settings, change } = useNewPage((state) => state);
  const { width, height, unit, dpi } = settings;
  const box = (label: string, value: number, set: (value: number) => Partial<NewPageSettings>) => (
    <NumberBox
      label={label}
      value={value}
      least={unit === 'px' ? 1 : 0.01}
      most={MAX_SIDE}
      step={unit === 'px' ? 1 : 0.01}
      onChange={(next) => change({ byFirstPicture: false, ...set(next) })}
    />
  );
  return (
    <div className="page-sides">
      {box(words.width, width, (next) => ({ width: next }))}
      <IconButton
        icon={ArrowLeftRight}
        size={16}
        label={words.turn}
        onPress={() => change({ byFirstPicture: false, width: height, height: width })}
      />
      {box(words.height, height, (next) => ({ height: next }))}
      <DpiBox label={words.dpi} value={dpi} onChange={(next) => change({ dpi: Math.round(next) })} />
    </div>
  );
}

function GroundColour() {
  const words = useWords().newPage;
  const { settings, change } = useNewPage((state) => state);
  const { ground, colour } = settings;
  return (
    <DialogTrigger>
      <Button className="line-colour" isDisabled={ground !== 'colour'} aria-label={`${words.colour} ${hexOf(colour)}`}>
        <span style={{ background: hexOf(colour) }} />
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Dialog className="colour-picker" aria-label={words.colour}>
          <h2>{words.colour}</h2>
          <ColourPicker colour={colour} onChange={(next) => change({ colour: next })} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
