/**
 * Settings of the index: read, and changed by one commit. What a setting may say is the engine's business.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type { Engine, SettingsChange } from "../../contract/index.ts";
import type { GroupCommit } from "../group-commit.ts";
import { type Operation, operation } from "../operation.ts";
import { readJsonObject } from "../request-body.ts";
import { settingsChange } from "../request-schemas.ts";
import { indexSettings } from "../response-schemas.ts";

const path = "/api/settings";
/** Twenty thousand lines of synonyms, and room. */
const settingsBodyBytes = 8 * 1024 * 1024;

export function settingsOperations(engine: Engine, writes: GroupCommit): readonly Operation[] {
  return [
    operation(
      {
        method: "get",
        path,
        summary: "Settings of the index",
        answers: { 200: ["Synonyms, stop words, fields and types", indexSettings] },
      },
      async (c) => c.json((await engine.settings()) satisfies z.input<typeof indexSettings>),
    ),
    operation(
      {
        method: "put",
        path,
        summary: "Changes the settings that are named; null brings a default back",
        body: { "application/json": settingsChange },
        answers: { 200: ["All settings, effective from now on", indexSettings] },
      },
      async (c) => {
        const change = (await readJsonObject(c, settingsBodyBytes)) as SettingsChange;
        // In turn with the writes of documents, whose batch it commits.
        return writes.run(async () => {
          const settings = await engine.updateSettings(change);
          return { committed: () => c.json(settings satisfies z.input<typeof indexSettings>) };
        });
      },
    ),
  ];
}
