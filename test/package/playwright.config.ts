import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** The packaged studio: `npm test -- --only package`, which packages it before. */
export default defineConfig({ ...base, testDir: '.', outputDir: '../../out/test-results' });
