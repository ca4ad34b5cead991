import { type KeyboardEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Precision } from '../../../preload/contract/manifest.ts';
import { describedIn } from '../../../preload/contract/model-card.ts';
import type { CheckpointLook, FoundFolder } from '../../../preload/contract/models.ts';
import { useModels, useWords } from '../context.ts';
import { fileSize, inList, inMillions } from '../words.ts';
import { fits, suggested } from './fit.ts';
import { Offers } from './Offers.tsx';

/** What a chosen folder is, and the ways in which it can be added. */
export function AddFound({ found }: { readonly found: FoundFolder }) {
  const strings = useWords();
  const words = strings.models.found;
  const { look } = found;
  const leave = useModels((state) => state.leaveFound);
  // Escape is one step back, to the list. The next one closes the page.
  const back = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  };
  return (
    <section className="found" aria-label={words.title({ name: look.name })} onKeyDown={back}>
      <h3>{words.title({ name: look.name })}</h3>
      <p className="model-path selectable">{found.path}</p>
      {look.kind === 'checkpoint' ? <Checkpoint look={look} /> : <Converted look={look} />}
    </section>
  );
}

function Converted({ look }: { readonly look: Extract<FoundFolder['look'], { kind: 'model' }> }) {
  const strings = useWords();
  const { found: words, precisions } = strings.models;
  return (
    <>
      <p>{words.model({ precision: precisions[look.precision], size: fileSize(strings, look.bytes) })}</p>
      <Decide precision={null} isPossible />
    </>
  );
}

function Checkpoint({ look }: { readonly look: CheckpointLook }) {
  const strings = useWords();
  const { found: words, can, facts, noLicence } = strings.models;
  const room = useModels((state) => state.now?.room ?? null);
  const description = describedIn(look.description, strings.language);
  const [precision, setPrecision] = useState<Precision>(() => suggested(look, room));
  const isPossible = look.offers.some((offer) => offer.precision === precision && fits(offer, room) !== 'disk');
  return (
    <>
      {description !== null && <p>{description}</p>}
      <p>
        {words.checkpoint({
          parameters: inMillions(strings, look.parameters),
          layers: look.layers,
          width: look.width,
          size: fileSize(strings, look.bytes),
        })}
      </p>
      <dl className="model-facts">
        <div>
          <dt>{facts.draws}</dt>
          <dd>{strings.inputs.newSize(look.nativeSize)}</dd>
        </div>
        <div>
          <dt>{facts.tasks}</dt>
          <dd>
            {inList(
              strings,
              look.tasks.map((task) => can[task]),
            )}
          </dd>
        </div>
        <div>
          <dt>{facts.licence}</dt>
          <dd>{look.licence ?? noLicence}</dd>
        </div>
      </dl>
      <Offers look={look} room={room} precision={precision} onChoose={setPrecision} />
      <p className="preference-note">{words.says}</p>
      <Decide precision={precision} isPossible={isPossible} />
    </>
  );
}

function Decide({ precision, isPossible }: { readonly precision: Precision | null; readonly isPossible: boolean }) {
  const { found: words } = useWords().models;
  const { add, leaveFound } = useModels((state) => state);
  return (
    <div className="button-row">
      <Button className="main-button" autoFocus isDisabled={!isPossible} onPress={() => void add(precision)}>
        {words.add}
      </Button>
      <Button className="plain-button" onPress={leaveFound}>
        {words.cancel}
      </Button>
    </div>
  );
}
