/** A quarter of the usual examples of a property: a test that runs a thousand times should be quick. */
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 25 });
