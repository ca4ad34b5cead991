/** The progress of a drawing: a forecast, then every step, with a preview whenever the budget has room for one. */
import type { DrawProgress, DrawRequest, Forecast } from '../../../preload/contract/engine.ts';
import type { Model } from '../models/model.ts';
import type { DrawPlan } from '../plans/draw-plan.ts';
import type { DenoiseStep } from '../sampler/denoise.ts';
import { type JobHooks, secondsLeft } from './job.ts';
import { PreviewBudget } from './preview.ts';

/** @param batches how many times the steps are gone through: candidates that do not fit in one batch */
export function reporter(
  { codec }: Pick<Model, 'codec'>,
  plan: DrawPlan,
  { settings: { steps }, resume }: DrawRequest,
  hooks: JobHooks<DrawProgress>,
  batches: number,
) {
  const budget = new PreviewBudget();
  const { columns, rows } = plan.grid;
  const before = resume?.stepsDone ?? 0;
  const each = steps - before;
  const of = before + each * batches;

  const preview = async (picture: Int32Array) => ({
    raster: await plan.finish(await codec.decode({ columns, rows, codes: picture }), picture),
    frame: plan.frame,
  });

  return {
    begin: ({ seconds, bytes }: Forecast) =>
      hooks.progress?.({ step: before, of, secondsLeft: seconds, preview: null, forecast: { seconds, bytes } }),

    /** @param batch from 0 */
    step: async ({ step, picture, stillMasked }: DenoiseStep, batch: number) => {
      if (hooks.progress === undefined) return;
      const shows = hooks.previews !== false && stillMasked.length > 0;
      const wanted = shows && budget.allows(codec.estimate(columns * rows));
      const shown = wanted ? await budget.spend(() => preview(picture)) : null;
      const done = before + batch * each + (stillMasked.length === 0 ? each : step + 1 - before);
      const left = secondsLeft(done - before, of - before, budget.elapsed);
      hooks.progress({ step: done, of, secondsLeft: left, preview: shown });
    },

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
