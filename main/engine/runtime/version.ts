import { ort } from './onnxruntime.ts';

/** The version of the library that runs the models. */
export const runtimeVersion = `onnxruntime ${ort.env.versions.common}`;
