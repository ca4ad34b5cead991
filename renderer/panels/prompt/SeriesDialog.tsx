import { type FormEvent, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { limitsOf, MOST_IN_SERIES, MOST_SEEDS, type Series, settingsOf } from '../../generation/run/series.ts';
import type { PromptProblem } from '../../generation/tasks/prompt-choices.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { useDocument, usePrompt, useTask, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { NumberBox } from '../controls/Field.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { useReason } from './TaskPicker.tsx';

const EXAMPLE = '{a red|a blue} cat';

/** Repeats the drawing of the prompt bar: with several prompts, with several seeds, and with one setting over a range. */
export function SeriesDialog() {
  const words = useWords().series;
  const shown = usePrompt((prompt) => prompt.seriesShown);
  const show = usePrompt((prompt) => prompt.showSeries);
  if (!shown) return null;
  return (
    <TitledDialog title={words.title} close={words.close} onClose={() => show(false)}>
      <p>{words.says}</p>
      <Choices />
    </TitledDialog>
  );
}

function Choices() {
  const { series: words } = useWords();
  const task = useTask();
  const text = usePrompt((prompt) => prompt.text);
  const steps = usePrompt((prompt) => prompt.settings[task].steps);
  const { planSeries, runSeries, showSeries } = usePrompt((prompt) => prompt);
  // What is marked decides about the task, so the plan is made again when it changes.
  useDocument(({ document }) => document.region);
  const [series, setSeries] = useState<Series>({
    ...{ prompts: text, seeds: 1, setting: 'none' },
    ...{ from: steps, to: steps, values: 3 },
  });
  const change = (patch: Partial<Series>) => setSeries({ ...series, ...patch });
  const plan = planSeries(series);
  const count = 'inputs' in plan ? plan.inputs.length : 0;
  const missing = useReason('missing' in plan ? plan.missing : null);
  const why = 'problem' in plan ? sentenceOf(words, plan.problem) : missing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count === 0) return;
    showSeries(false);
    void runSeries(series);
  };
  return (
    <form className="page-size series-form" onSubmit={submit}>
      {needsOf(task).words && (
        <TextField className="words-field" value={series.prompts} onChange={(prompts) => change({ prompts })} autoFocus>
          <Label>{words.prompts}</Label>
          <TextArea className="text-field series-prompts" rows={4} />
          <p className="hint">{words.promptsHelp({ braces: words.braces, example: EXAMPLE })}</p>
        </TextField>
      )}
      <NumberBox
        label={words.seeds}
        value={series.seeds}
        least={1}
        most={MOST_SEEDS}
        step={1}
        onChange={(seeds) => change({ seeds: Math.round(seeds) })}
      />
      <Choice
        label={words.setting}
        values={settingsOf(task)}
        chosen={series.setting}
        nameOf={(setting) => words.settings[setting]}
        onChoose={(setting) => change({ setting, ...(setting !== 'none' && firstRange(setting)) })}
      />
      {series.setting !== 'none' && <Range series={series} setting={series.setting} onChange={change} />}
      <p className="hint" role="status">
        {why ?? words.count({ count })}
      </p>
      <Button className="main-button" type="submit" isDisabled={count === 0}>
        {words.queue({ count })}
      </Button>
    </form>
  );
}

interface RangeProps {
  readonly series: Series;
  readonly setting: Exclude<Series['setting'], 'none'>;
  readonly onChange: (patch: Partial<Series>) => void;
}

function Range({ series, setting, onChange }: RangeProps) {
  const { series: words } = useWords();
  const limits = limitsOf[setting];
  return (
    <div className="series-range">
      <NumberBox label={words.from} value={series.from} {...limits} onChange={(from) => onChange({ from })} />
      <NumberBox label={words.to} value={series.to} {...limits} onChange={(to) => onChange({ to })} />
      <NumberBox
        label={words.values}
        value={series.values}
        least={2}
        most={MOST_IN_SERIES}
        step={1}
        onChange={(values) => onChange({ values: Math.round(values) })}
      />
    </div>
  );
}

/** A range that shows something of every setting. */
function firstRange(setting: Exclude<Series['setting'], 'none'>): Pick<Series, 'from' | 'to'> {
  const ranges = {
    ...{ steps: { from: 4, to: 16 }, textGuidance: { from: 0, to: 4 } },
    ...{ samplingTemperature: { from: 0, to: 1 }, strength: { from: 20, to: 80 } },
  };
  return ranges[setting];
}

function sentenceOf({ problems }: ReturnType<typeof useWords>['series'], problem: PromptProblem): string {
  if (problem.why === 'empty') return problems.empty;
  if (problem.why === 'too-many') return problems.many({ count: problem.count, most: problem.most });
  const { line } = problem;
  return problem.why === 'unclosed' ? problems.unclosed({ line }) : problems.deep({ line });
}
