import { z } from 'zod';

/**
 * Imported first by the window, before any schema is made: zod otherwise tries whether it may
 * compile code, and the window's policy forbids and reports that.
 */
z.config({ jitless: true });
