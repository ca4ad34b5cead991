import type { DatabaseKind } from './database.ts';
import { projectMigrations, studioMigrations } from './migrations/index.ts';

/** The two kinds of database. The marks spell DiMP and DiMS in the file's header. */

export const projectKind: DatabaseKind = {
  applicationId: 0x44694d50,
  migrations: projectMigrations,
  subject: 'project',
};

export const studioKind: DatabaseKind = {
  applicationId: 0x44694d53,
  migrations: studioMigrations,
  subject: 'settings',
};
