import { beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../src/contract/index.ts";
import { indexSettings } from "../../src/server/response-schemas.ts";
import { clientOf, type Send } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

let send: Send;

beforeEach(async () => {
  send = clientOf({ engine: await openSampleEngine() });
});

describe("/api/settings", () => {
  test("are the defaults at first", async () => {
    const { status, json } = await send("GET", "/api/settings");
    expect([status, json]).toEqual([200, defaultSettings]);
    expect(indexSettings.safeParse(json).error).toBeUndefined();
  });

  test("hold for the next search, and only what is named changes", async () => {
    expect((await send("GET", "/api/search?q=كتبخانة")).json.total).toBe(0);
    const synonyms = ["كتبخانة, مكتبة"];
    const changed = await send("PUT", "/api/settings", { synonyms });
    expect([changed.status, changed.json]).toEqual([200, { ...defaultSettings, synonyms }]);
    expect((await send("GET", "/api/search?q=كتبخانة")).json.total).toBe(1);
    const fields = { title: 1, source: 3 };
    expect((await send("PUT", "/api/settings", { fields })).json).toEqual({ ...defaultSettings, synonyms, fields });
    expect((await send("GET", "/api/search?q=المرفأ")).json.total).toBe(1);
    await send("PUT", "/api/settings", { synonyms: null, fields: null });
    expect((await send("GET", "/api/settings")).json).toEqual(defaultSettings);
  });

  test("change in turn with documents written at once", async () => {
    const answers = await Promise.all([
      send("PUT", "/api/documents/a", { title: "زنبق" }),
      send("PUT", "/api/settings", { synonyms: ["سوسن, زنبق"] }),
      send("PUT", "/api/documents/b", { title: "زنبق" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 201]);
    expect((await send("GET", "/api/search?q=سوسن")).json.total).toBe(2);
  });

  test.each([
    [{ synonyms: ["وحيد"] }, 400, "invalid_parameter", "line 1"],
    [{ synonim: [] }, 400, "invalid_parameter", "synonim"],
    [[], 400, "invalid_parameter", "object"],
    [{ fields: { title: "2" } }, 400, "invalid_parameter", "fields.title"],
  ])("PUT %j is %i %s that tells of %s", async (body, status, code, part) => {
    const answer = await send("PUT", "/api/settings", body);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.json.detail).toContain(part);
    expect((await send("GET", "/api/settings")).json).toEqual(defaultSettings);
  });

  test("DELETE is no method of theirs", async () => {
    expect((await send("DELETE", "/api/settings")).status).toBe(405);
  });
});
