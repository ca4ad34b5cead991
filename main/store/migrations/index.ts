import { projectMigration0010 } from './project/0010-create-document.ts';
import { projectMigration0020 } from './project/0020-create-generations.ts';
import { projectMigration0030 } from './project/0030-create-notes.ts';
import { projectMigration0040 } from './project/0040-keep-task-inputs.ts';
import { projectMigration0050 } from './project/0050-protect-layers.ts';
import { projectMigration0060 } from './project/0060-order-and-versions.ts';
import { projectMigration0070 } from './project/0070-originals-and-paper.ts';
import { projectMigration0080 } from './project/0080-open-kinds.ts';
import { projectMigration0090 } from './project/0090-save-masks.ts';
import { projectMigration0100 } from './project/0100-queue-drawings.ts';
import { projectMigration0110 } from './project/0110-keep-guides.ts';
import { projectMigration0120 } from './project/0120-choose-sizes.ts';
import { projectMigration0130 } from './project/0130-keep-resolution.ts';
import { projectMigration0140 } from './project/0140-find-and-star.ts';
import { projectMigration0170 } from './project/0170-keep-note-versions.ts';
import { projectMigration0200 } from './project/0200-keep-lineage.ts';
import { projectMigration0210 } from './project/0210-keep-undo-steps.ts';
import { projectMigration0220 } from './project/0220-queue-captions.ts';
import { projectMigration0230 } from './project/0230-keep-versions.ts';
import { studioMigration0010 } from './studio/0010-create-recents.ts';
import { studioMigration0020 } from './studio/0020-create-settings.ts';

/**
 * A step from one schema to the next. Steps are numbered in tens, so that two branches can add theirs in between. A
 * released step is never edited. SQLite's user_version keeps the number.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const projectMigrations: readonly Migration[] = [
  projectMigration0010,
  projectMigration0020,
  projectMigration0030,
  projectMigration0040,
  projectMigration0050,
  projectMigration0060,
  projectMigration0070,
  projectMigration0080,
  projectMigration0090,
  projectMigration0100,
  projectMigration0110,
  projectMigration0120,
  projectMigration0130,
  projectMigration0140,
  projectMigration0170,
  projectMigration0200,
  projectMigration0210,
  projectMigration0220,
  projectMigration0230,
];

export const studioMigrations: readonly Migration[] = [studioMigration0010, studioMigration0020];

export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** The steps above `version`, in order. @throws Error where the list itself is out of order: a bug. */
export function pendingMigrations(migrations: readonly Migration[], version: number): readonly Migration[] {
  let previous = 0;
  for (const migration of migrations) {
    if (!Number.isSafeInteger(migration.version) || migration.version <= previous) {
      throw new Error(`Migration ${migration.version} (${migration.name}) does not follow ${previous}.`);
    }
    previous = migration.version;
  }
  return migrations.filter((migration) => migration.version > version);
}
