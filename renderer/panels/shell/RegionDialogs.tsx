import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { MOST_FEATHER, MOST_GROWTH } from '../../../preload/contract/region-steps.ts';
import { savedMasksOf } from '../../document/operations.ts';
import type { RegionChange } from '../../state/page-types.ts';
import { useDocument, useRegion, useWords } from '../context.ts';
import { NumberBox } from '../controls/Field.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { onEnter } from '../keys.ts';

/** The dialogs of the region: one asks by how many pixels to change it, the other lists the saved masks. */
export function RegionDialogs() {
  const asked = useRegion((region) => region.asked);
  if (asked === null) return null;
  return asked === 'masks' ? <SavedMasks /> : <Amount what={asked} />;
}

function Asked({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const words = useWords().region;
  const ask = useRegion((region) => region.ask);
  return (
    <TitledDialog title={title} close={words.close} onClose={() => ask(null)}>
      {children}
    </TitledDialog>
  );
}

function Amount({ what }: { readonly what: RegionChange }) {
  const words = useWords().region;
  const pixels = useRegion((region) => region.amounts[what]);
  const { setAmount, change, ask } = useRegion((region) => region);
  const act = () => {
    change(what);
    ask(null);
  };
  return (
    <Asked title={words.changes[what].title}>
      <p>{words.changes[what].says}</p>
      <form
        className="region-amount"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <NumberBox
          label={words.pixels}
          value={pixels}
          least={1}
          most={what === 'feather' ? MOST_FEATHER : MOST_GROWTH}
          step={1}
          autoFocus
          onChange={(next) => setAmount(what, Math.round(next))}
        />
        <Button className="main-button" type="submit">
          {words.changes[what].act}
        </Button>
      </form>
    </Asked>
  );
}

function SavedMasks() {
  const words = useWords().region;
  const masks = useDocument(({ document }) => savedMasksOf(document));
  const marked = useDocument(({ document }) => document.region.length > 0);
  const removeMask = useDocument((document) => document.removeMask);
  const { load, ask } = useRegion((region) => region);
  const use = (id: string, operation: 'replace' | 'add' | 'subtract') => {
    load(id, operation);
    ask(null);
  };
  return (
    <Asked title={words.masks}>
      <SaveMask />
      {masks.length === 0 && <p className="hint">{words.noMasks}</p>}
      <ul className="backups" aria-label={words.masks}>
        {masks.map(({ id, name }) => (
          <li key={id} className="backup">
            <span className="backup-words clip">{name}</span>
            <Button className="plain-button" aria-label={words.bringNamed({ name })} onPress={() => use(id, 'replace')}>
              {words.use}
            </Button>
            <Button
              className="quiet-button"
              aria-label={words.addNamed({ name })}
              isDisabled={!marked}
              onPress={() => use(id, 'add')}
            >
              {words.add}
            </Button>
            <Button
              className="quiet-button"
              aria-label={words.subtractNamed({ name })}
              isDisabled={!marked}
              onPress={() => use(id, 'subtract')}
            >
              {words.subtract}
            </Button>
            <IconButton icon={Trash2} size={16} label={words.deleteNamed({ name })} onPress={() => removeMask(id)} />
          </li>
        ))}
      </ul>
    </Asked>
  );
}

const MOST_NAME = 200;

function SaveMask() {
  const words = useWords().region;
  const count = useDocument(({ document }) => savedMasksOf(document).length);
  const marked = useDocument(({ document }) => document.region.length > 0);
  const save = useRegion((region) => region.save);
  const [typed, setTyped] = useState('');
  const name = typed.trim() || words.mask({ number: count + 1 });
  const act = () => {
    if (!marked) return;
    void save(name);
    setTyped('');
  };
  return (
    <div className="region-amount">
      <TextField className="words-field" value={typed} onChange={setTyped} maxLength={MOST_NAME} isDisabled={!marked}>
        <Label>{words.name}</Label>
        <Input className="text-field" placeholder={name} onKeyDown={onEnter(act)} />
      </TextField>
      <Button className="main-button" isDisabled={!marked} onPress={act}>
        {words.save}
      </Button>
    </div>
  );
}
