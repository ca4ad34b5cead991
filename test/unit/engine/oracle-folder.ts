import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Oracle } from '../../../main/engine/parity/oracle.ts';

const folder = process.env.DIMOO_ORACLE ?? fileURLToPath(new URL('../../../../shared/oracle', import.meta.url));

/** The reference's numbers, or undefined where they do not lie beside the repository; says so once. */
export const oracle = existsSync(join(folder, 'layouts.json')) ? new Oracle(folder) : undefined;
if (oracle === undefined) {
  console.warn(`Skipped: comparisons with the reference need its numbers in ${folder} (or DIMOO_ORACLE).`);
}
