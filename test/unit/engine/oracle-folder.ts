import { Oracle } from '../../../main/engine/parity/oracle.ts';
import { oracle as folder } from '../../helpers/oracle.ts';

/** The reference's numbers, or undefined where they do not lie beside the repository (which is said). */
export const oracle = folder === null ? undefined : new Oracle(folder);
