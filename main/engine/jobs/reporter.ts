/** Reports the progress of a drawing: a forecast, then every step, with a preview where the budget allows one. */
import type { DrawProgress } from '../../../preload/contract/drawing.ts';
import type { Forecast } from '../../../preload/contract/job.ts';
import type { DrawingPlan, Preview, SampleStep } from '../families/family.ts';
import { type JobHooks, secondsLeft } from './job.ts';
import { PreviewBudget } from './preview.ts';

/** The reports of one drawing. */
export function reporter(
  { frame, steps: { before, of } }: Pick<DrawingPlan, 'frame' | 'steps'>,
  hooks: JobHooks<DrawProgress>,
) {
  const budget = new PreviewBudget();

  const shown = async (preview: Preview | null) => {
    if (hooks.previews === false || preview === null || !budget.allows(preview.seconds)) return null;
    return { raster: await budget.spend(preview.draw), frame };
  };

  return {
    begin: ({ seconds, bytes }: Forecast) =>
      hooks.progress?.({ step: before, of, secondsLeft: seconds, preview: null, forecast: { seconds, bytes } }),

    step: async ({ done, preview }: SampleStep) => {
      if (hooks.progress === undefined) return;
      const raster = await shown(preview);
      const left = secondsLeft(done - before, of - before, budget.elapsed);
      hooks.progress({ step: done, of, secondsLeft: left, preview: raster });
    },

    /** A share of the pixels of all candidates, `elapsed` seconds after the last step. */
    finishing: (share: number, elapsed: number) =>
      hooks.progress?.({ step: of, of, secondsLeft: secondsLeft(share, 1, elapsed), finishing: share, preview: null }),

    /** Questions answered, of all candidates, `elapsed` seconds after the last step. */
    checking: (done: number, asked: number, elapsed: number) =>
      hooks.progress?.({
        step: of,
        of,
        secondsLeft: secondsLeft(done, asked, elapsed),
        checking: { done, of: asked },
        preview: null,
      }),
  };
}
