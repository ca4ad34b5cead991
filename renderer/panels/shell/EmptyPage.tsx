import { Button } from 'react-aria-components';
import { describedIn } from '../../../preload/contract/model-card.ts';
import type { ToolName } from '../../../preload/contract/tool-names.ts';
import { usedModel } from '../../state/models-types.ts';
import { useApp, useDocument, useModels, usePrompt, useRun, useStudio, useToolbox, useWords } from '../context.ts';

/** Tools that leave the page as it is. With any other one the artist has begun, and sees the page. */
const LOOKING: readonly ToolName[] = ['move', 'hand', 'rotate'];

/** Says how to begin on an empty page. Clicks beside the words reach the canvas. */
export function EmptyPage() {
  const strings = useWords();
  const isEmpty = useDocument(({ document }) => document.layers.length === 0);
  const isPainted = useDocument(({ document }) => document.region.length > 0);
  const phase = useRun((run) => run.phase);
  const looks = useToolbox(({ tool }) => LOOKING.includes(tool));
  if (!isEmpty || isPainted || phase !== 'idle' || !looks) return null;
  const words = strings.empty;
  return (
    <div className="empty-page">
      <div className="empty-card">
        <h2>{words.title}</h2>
        <ul className="empty-lines">
          <li>{words.draw}</li>
          <li>{words.drop}</li>
          <li>{words.retouch}</li>
        </ul>
        <Examples />
        <WhatModel />
      </div>
    </div>
  );
}

const SHOWN = 4;

function Examples() {
  const strings = useWords();
  const engine = useApp((app) => app.engine);
  const setText = usePrompt((prompt) => prompt.setText);
  const { prompt } = useStudio();
  const examples = engine?.manifest.examples.slice(0, SHOWN) ?? [];
  if (examples.length === 0) return null;
  return (
    <>
      <h3 className="empty-try">{strings.empty.examples}</h3>
      <div className="chips">
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            className="chip"
            onClick={() => {
              setText(example);
              void prompt.getState().run();
            }}
          >
            {example}
          </button>
        ))}
      </div>
    </>
  );
}

/** What the bundled model is, in its own words, and the way to a larger one. */
function WhatModel() {
  const strings = useWords();
  const words = strings.models;
  const model = useModels(({ now }) => usedModel(now));
  const show = useModels((models) => models.show);
  const facts = model?.facts ?? null;
  const description = facts && describedIn(facts.description, strings.language);
  if (facts === null || description === null || !model?.isBundled) return null;
  return (
    <div className="empty-model">
      <span>
        {words.what({ name: facts.name })} {description}
      </span>
      <Button className="quiet-button" onPress={() => show(true)}>
        {words.getRealShort}
      </Button>
    </div>
  );
}
