/** A job on a loaded model, whichever thread it runs in. */
import type { DrawProgress } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { STUDIO_VERSION } from '../../../preload/contract/versions.ts';
import type { FamilyModel } from '../families/family.ts';
import { describePicture } from '../jobs/describe.ts';
import { draw } from '../jobs/draw.ts';
import type { DescribeProgress } from '../jobs/job.ts';
import { availableProviders } from '../runtime/providers.ts';
import type { Job, JobResult, Progress } from './messages.ts';

/** A loaded model with the notes of its loading. */
export interface LoadedModel {
  readonly model: FamilyModel;
  /** What there was to say of it. */
  readonly notes: readonly Told[];
}

interface Hooks {
  readonly progress: (progress: Progress) => void;
  /** Read between steps. */
  readonly cancelled: () => boolean;
}

/** @throws StudioError the job's own; 'cancelled' within one step of the wish */
export async function runJob({ model, notes }: LoadedModel, job: Job, hooks: Hooks): Promise<JobResult> {
  const { cancelled } = hooks;
  switch (job.kind) {
    case 'status': {
      const { manifest, folder: modelFolder, provider } = model;
      const status = {
        ...{ manifest, modelFolder, provider, availableProviders: availableProviders(), notes: [...notes] },
        versions: { studio: STUDIO_VERSION, runtime: model.runtime },
      };
      return { kind: 'status', result: status };
    }
    case 'draw': {
      const progress = (told: DrawProgress) => hooks.progress({ kind: 'draw', progress: told });
      return { kind: 'draw', result: await draw(model, job.request, { progress, cancelled, previews: job.previews }) };
    }
    case 'describe': {
      const progress = (told: DescribeProgress) => hooks.progress({ kind: 'describe', progress: told });
      return { kind: 'describe', result: await describePicture(model, job.request, { progress, cancelled }) };
    }
    case 'replay':
      if (model.replay === null) throw noTrace(model);
      return { kind: 'replay', result: await model.replay(job.request) };
  }
}

const noTrace = ({ manifest }: FamilyModel) => StudioError.of('model.no-trace', { model: manifest.name });
