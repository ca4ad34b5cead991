import type { Chance } from '../chance.ts';

/** What was done to a project's folder. */
export interface Damage {
  readonly what: string;
  /** Its rows were changed on purpose, so that they are not expected back; else what is missing has to be said. */
  readonly changesRows: boolean;
}

export interface Outside {
  /** A folder that belongs to nobody's project: what is in it must stay as it is. */
  readonly folder: string;
  /** Another project. */
  readonly project: string;
}

export type FolderDamage = (folder: string, outside: Outside, chance: Chance) => Damage;

export const harmless = (what: string): Damage => ({ what, changesRows: false });
export const changing = (what: string): Damage => ({ what, changesRows: true });
