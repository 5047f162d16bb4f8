/**
 * server: how do programs and people reach an engine over HTTP? API, search page, OpenAPI document.
 * @module
 */

export type { ServerOptions } from "./app.ts";
export { createApp } from "./app.ts";
export type { ListenOptions, RunningServer } from "./serve.ts";
export { serve } from "./serve.ts";
