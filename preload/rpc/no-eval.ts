import { z } from 'zod';

/**
 * The window imports this first, before any schema is made. Otherwise zod tries to compile code, which the window's
 * policy forbids and reports.
 */
z.config({ jitless: true });
