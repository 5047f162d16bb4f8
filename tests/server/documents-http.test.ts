import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Engine, FihrisError } from "../../src/contract/index.ts";
import { clientOf, ndjson, type Send } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

let engine: Engine;
let send: Send;

beforeEach(async () => {
  engine = await openSampleEngine();
  send = clientOf({ engine, bulkBytes: 4096 });
});

const addressOf = (id: string) => `/api/documents/${encodeURIComponent(id)}`;

describe("one document", () => {
  test.each([
    ["a slash, escaped", "/api/documents/culture%2Flibrary", "culture/library"],
    ["a slash as it is", "/api/documents/culture/library", "culture/library"],
    ["Arabic", addressOf("culture/ديوان"), "culture/ديوان"],
  ])("is read by its id: %s", async (_, path, id) => {
    const { status, headers, json } = await send("GET", path);
    expect([status, json.id]).toEqual([200, id]);
    expect(headers.get("ETag")).toBe(`"${json.version}"`);
  });

  test.each(["100%", "a%2Fb", "a?b#c", "a b", "..x/../y", "__proto__", "constructor", "ا\u0644\u0651\u0647"])(
    "an id may be %j",
    async (id) => {
      expect((await send("PUT", addressOf(id), { title: "عنوان" })).status).toBe(201);
      const { json } = await send("GET", addressOf(id));
      expect([json.id, json.fields.title]).toEqual([id, "عنوان"]);
    },
  );

  test.each([
    ["GET", "/api/documents/nobody", 404, "document_not_found"],
    ["DELETE", "/api/documents/nobody", 404, "document_not_found"],
    ["GET", "/api/documents/%ff", 400, "invalid_id"],
    ["GET", `/api/documents/${"a".repeat(513)}`, 400, "invalid_id"],
  ])("%s %s is %i %s", async (method, path, status, code) => {
    const answer = await send(method, path);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  test("is not sent again to who has it", async () => {
    const first = await send("GET", addressOf("sport/chess"));
    const again = await send("GET", addressOf("sport/chess"), undefined, {
      "If-None-Match": first.headers.get("ETag") ?? "",
    });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("put, put again, delete: each is visible when it is answered", async () => {
    const added = await send("PUT", addressOf("new/1"), { title: "زنبق" });
    expect([added.status, added.json.result]).toEqual([201, "added"]);
    expect(added.headers.get("Location")).toBe(addressOf("new/1"));
    expect((await send("GET", "/api/search?q=زنبق")).json.total).toBe(1);
    const replaced = await send("PUT", addressOf("new/1"), { title: "نرجس" });
    expect([replaced.status, replaced.json.result]).toEqual([200, "replaced"]);
    expect(replaced.json.version).not.toBe(added.json.version);
    expect(replaced.json.generation).toBeGreaterThan(added.json.generation);
    expect((await send("GET", "/api/search?q=زنبق")).json.total).toBe(0);
    expect((await send("DELETE", addressOf("new/1"))).status).toBe(204);
    expect((await send("GET", addressOf("new/1"))).status).toBe(404);
  });

  test("a change made on an old version is refused", async () => {
    const { headers } = await send("GET", addressOf("sport/chess"));
    const ifMatch = { "If-Match": headers.get("ETag") ?? "" };
    expect((await send("PUT", addressOf("sport/chess"), { title: "أ" }, ifMatch)).status).toBe(200);
    const second = await send("PUT", addressOf("sport/chess"), { title: "ب" }, ifMatch);
    expect([second.status, second.json.code]).toEqual([412, "version_conflict"]);
    expect((await send("DELETE", addressOf("sport/chess"), undefined, ifMatch)).status).toBe(412);
    expect((await send("GET", addressOf("sport/chess"))).json.fields.title).toBe("أ");
  });

  test("of two changes on the same version in one batch one wins", async () => {
    const { headers } = await send("GET", addressOf("sport/chess"));
    const ifMatch = { "If-Match": headers.get("ETag") ?? "" };
    const answers = await Promise.all(
      ["أ", "ب", "ج"].map((title) => send("PUT", addressOf("sport/chess"), { title }, ifMatch)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test.each([
    [{ "If-Match": "*" }, "nobody", 412],
    [{ "If-None-Match": "*" }, "sport/chess", 412],
    [{ "If-None-Match": "*" }, "nobody", 201],
  ])("%j for %s is %i", async (headers, id, status) => {
    expect((await send("PUT", addressOf(id), { title: "س" }, headers)).status).toBe(status);
  });

  test("the address names the id, the body may only agree", async () => {
    expect((await send("PUT", addressOf("7"), { id: 7, title: "س" })).status).toBe(201);
    const { status, json } = await send("PUT", addressOf("7"), { id: "8" });
    expect([status, json.code]).toEqual([400, "invalid_id"]);
  });
});

describe("many documents", () => {
  test("a JSON array: what is broken fails alone, by its index", async () => {
    const { status, json } = await send("POST", "/api/documents", [
      { id: "n1", title: "س" },
      { title: "بلا معرّف" },
      { id: "sport/chess", title: "ص" },
      "نص",
      { id: "n2", _reserved: 1 },
    ]);
    expect(status).toBe(200);
    expect(json).toMatchObject({ added: 1, replaced: 1, failed_count: 3 });
    expect(json.failed).toMatchObject([
      { index: 1, code: "invalid_id" },
      { index: 3, code: "invalid_document" },
      { index: 4, id: "n2", code: "field_reserved" },
    ]);
    expect((await send("GET", "/readyz")).json.generation).toBe(json.generation);
  });

  test("NDJSON: what is broken fails alone, by its line", async () => {
    const deep = `{"id":"d","a":${"[".repeat(100)}${"]".repeat(100)}}`;
    const lines = ['{"id":"a","title":"س"}', "{broken", "", '\t{"id":"b"} \r', deep, "[]", '{"id":"c"}'];
    const { status, json } = await send("POST", "/api/documents", lines.join("\n"), ndjson);
    expect(status).toBe(200);
    expect(json).toMatchObject({ added: 3, replaced: 0, failed_count: 3 });
    expect(json.failed).toMatchObject([
      { line: 2, code: "invalid_json" },
      { line: 5, code: "invalid_json" },
      { line: 6, code: "invalid_document" },
    ]);
  });

  test("one line that is not UTF-8 fails alone", async () => {
    const body = Buffer.concat([
      Buffer.from('{"id":"a"}\n{"id":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}\n{"id":"b"}'),
    ]);
    const { json } = await send("POST", "/api/documents", body, ndjson);
    expect(json).toMatchObject({ added: 2, failed: [{ line: 2, code: "invalid_json" }] });
  });

  test("one object is an array of one", async () => {
    expect((await send("POST", "/api/documents", { id: 12, title: "س" })).json).toMatchObject({ added: 1, failed: [] });
    expect((await send("GET", "/api/documents/12")).status).toBe(200);
  });

  test("nothing is nothing, and not a failure", async () => {
    expect((await send("POST", "/api/documents", [])).json).toMatchObject({ added: 0, failed_count: 0 });
    expect((await send("POST", "/api/documents", "\n\n", ndjson)).status).toBe(200);
  });

  test("all failed: 422, with the failures", async () => {
    const { status, json } = await send("POST", "/api/documents", "x\ny", ndjson);
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: "input_rejected",
      added: 0,
      failed_count: 2,
      failed: [{ line: 1 }, { line: 2 }],
    });
  });

  test("names of the prototype are plain fields and touch nothing", async () => {
    const body = '[{"id":"p","__proto__":{"polluted":1},"constructor":"c","title":"س"}]';
    await send("POST", "/api/documents", body, { "Content-Type": "application/json" });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((await send("GET", "/api/search?q=س")).status).toBe(200);
  });

  test("writes that come together share a commit, and each has its own counts", async () => {
    const before = (await engine.stats()).generation;
    const grouped = clientOf({ engine, commitWindowMs: 50 });
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => grouped("POST", "/api/documents", [{ id: `g${n}`, title: "س" }])),
      grouped("POST", "/api/documents", [{ id: "g0" }, { id: "sport/chess" }]),
      grouped("POST", "/api/documents", [{}]),
      grouped("DELETE", addressOf("science/coral")),
    ]);
    expect(answers.slice(0, 20).every(({ json }) => json.added === 1 && json.replaced === 0)).toBe(true);
    expect(answers.slice(20).map(({ status }) => status)).toEqual([200, 422, 204]);
    expect(answers[20].json).toMatchObject({ added: 0, replaced: 2 });
    // One more: the document that two of them write has a version of each.
    expect((await engine.stats()).generation).toBe(before + 2);
    expect((await engine.stats()).documents).toBe(4 + 20 - 1);
  });

  test("writes of one document that come together are each told of their own version", async () => {
    const grouped = clientOf({ engine, commitWindowMs: 200 });
    const then = async (...request: Parameters<Send>): ReturnType<Send> => {
      await wait(20);
      return grouped(...request);
    };
    const [first, second] = await Promise.all([
      grouped("PUT", addressOf("shared"), { title: "الأول" }),
      then("PUT", addressOf("shared"), { title: "الثاني" }),
    ]);
    expect([first!.status, second!.status]).toEqual([201, 200]);
    expect(first!.json.version).not.toBe(second!.json.version);
    expect(first!.headers.get("etag")).toBe(`"${first!.json.version}"`);
    const stale = { "If-Match": first!.headers.get("etag")! };
    expect((await grouped("PUT", addressOf("shared"), { title: "الأول ثانية" }, stale)).status).toBe(412);
    const [put, deleted] = await Promise.all([
      grouped("PUT", addressOf("brief"), { title: "عابر" }),
      then("DELETE", addressOf("brief")),
    ]);
    expect([put!.status, deleted!.status, put!.json.version]).toEqual([
      201,
      204,
      expect.stringMatching(/^[0-9a-f]{16}$/),
    ]);
    expect((await grouped("GET", addressOf("brief"))).status).toBe(404);
    const [written, byFilter] = await Promise.all([
      grouped("PUT", addressOf("swept"), { title: "مكنوس", category: "غبار" }),
      then("POST", "/api/documents/delete", { filter: "category = غبار" }),
    ]);
    expect([written!.json.version.length, byFilter!.json.deleted]).toEqual([16, 1]);
  });

  test("an index that another process writes to is no fault of the documents", async () => {
    const add = engine.add.bind(engine);
    engine.add = () => Promise.reject(new FihrisError("index_locked", "another process writes"));
    const { status, json } = await clientOf({ engine })("POST", "/api/documents", [{ id: "a" }, { id: "b" }]);
    engine.add = add;
    expect([status, json.code]).toEqual([409, "index_locked"]);
  });

  test("an id may hold separators of lines", async () => {
    const id = "سطر\u2028سطر";
    expect((await send("PUT", addressOf(id), { title: "س" })).status).toBe(201);
    expect((await send("GET", addressOf(id))).json.id).toBe(id);
  });

  test("a commit that fails fails every write it held, and the next one works", async () => {
    const commit = engine.commit.bind(engine);
    const failed = clientOf({ engine, onError: () => {} });
    engine.commit = () => Promise.reject(new FihrisError("io_error", "/secret/path: no space left"));
    const answers = await Promise.all(["a", "b"].map((id) => failed("PUT", addressOf(id), { title: "س" })));
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(answers[0].text).not.toContain("secret");
    engine.commit = commit;
    expect((await failed("PUT", addressOf("c"), { title: "س" })).status).toBe(201);
  });

  test("delete by filter", async () => {
    const { json } = await send("POST", "/api/documents/delete", { filter: "category = ثقافة" });
    expect(json.deleted).toBe(2);
    expect((await engine.stats()).documents).toBe(2);
    expect((await send("POST", "/api/documents/delete", { filter: "category = ثقافة" })).json.deleted).toBe(0);
    for (const filter of ["", " ", "\n", "\u200f \u00a0"])
      expect((await send("POST", "/api/documents/delete", { filter })).status).toBe(400);
    expect((await send("POST", "/api/documents/delete", {})).status).toBe(400);
    expect((await engine.stats()).documents).toBe(2);
  });
});

describe("bodies that are refused", () => {
  const json = { "Content-Type": "application/json" };
  const streamed = (bytes: number) =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024).fill(0x20));
        bytes -= 1024;
        if (bytes <= 0) controller.close();
      },
    });

  test.each([
    ["no type", "POST", "/api/documents", "[]", { "Content-Type": "" }, 415, "media_type"],
    [
      "a form",
      "POST",
      "/api/documents",
      "a=1",
      { "Content-Type": "application/x-www-form-urlencoded" },
      415,
      "media_type",
    ],
    [
      "plain text, as a page of another site may send",
      "POST",
      "/api/search",
      "{}",
      { "Content-Type": "text/plain" },
      415,
      "media_type",
    ],
    [
      "another charset",
      "POST",
      "/api/search",
      "{}",
      { "Content-Type": "application/json; charset=utf-16" },
      415,
      "media_type",
    ],
    ["compressed", "POST", "/api/search", "{}", { ...json, "Content-Encoding": "gzip" }, 415, "media_type"],
    ["NDJSON for one document", "PUT", "/api/documents/a", "{}", ndjson, 415, "media_type"],
    ["no JSON", "POST", "/api/search", "{q:1}", json, 400, "invalid_json"],
    ["nothing", "PUT", "/api/documents/a", "", json, 400, "invalid_json"],
    ["an array for an object", "PUT", "/api/documents/a", "[]", json, 400, "invalid_parameter"],
    ["too deep", "POST", "/api/search", "[".repeat(60_000), json, 400, "invalid_json"],
    [
      "too deep, with brackets in strings",
      "POST",
      "/api/documents",
      `["\\"]]]]",${"[".repeat(40)}`,
      json,
      400,
      "invalid_json",
    ],
    ["too long for a search", "POST", "/api/search", JSON.stringify({ q: "a".repeat(65_536) }), json, 413, "too_large"],
    ["too long for a bulk", "POST", "/api/documents", "\n".repeat(4097), ndjson, 413, "too_large"],
    [
      "a length that is announced",
      "POST",
      "/api/documents",
      "[]",
      { ...json, "Content-Length": "99999" },
      413,
      "too_large",
    ],
  ])("%s", async (_, method, path, body, headers, status, code) => {
    const answer = await send(method, path, body, headers);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  test("brackets in strings do not nest", async () => {
    const answer = await send("POST", "/api/search", { q: "[{".repeat(200) });
    expect(answer.status).toBe(200);
  });

  test("a body without a length is counted as it comes", async () => {
    const { createApp } = await import("../../src/server/index.ts");
    const response = await createApp({ engine, bulkBytes: 4096 }).request("/api/documents", {
      method: "POST",
      headers: ndjson,
      body: streamed(1024 * 1024),
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(413);
    // The rest of the body is not read: no request may follow it.
    expect(response.headers.get("connection")).toBe("close");
  });

  test("an id of null is missing, and _id is next", async () => {
    const { json } = await send("POST", "/api/documents", [{ id: null, _id: "next", title: "س" }]);
    expect([json.added, json.failed]).toEqual([1, []]);
    expect((await send("GET", addressOf("next"))).status).toBe(200);
  });
});

describe("a write that does not wait", () => {
  /** Until the commit of the test's write has gone through. */
  const whenReady = (generation: number) => send("GET", `/readyz?generation=${generation}`);

  const rows: readonly {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly answer: object;
    readonly look: (client: Send) => Promise<unknown>;
    readonly found: unknown;
  }[] = [
    {
      method: "POST",
      path: "/api/documents?wait=false",
      body: [{ id: "n1", title: "مرفأ" }, { title: "بلا معرّف" }],
      answer: { accepted: 1, failed_count: 1, failed: [{ index: 1, code: "invalid_id" }], generation: 2 },
      look: async (client) => (await client("GET", addressOf("n1"))).status,
      found: 200,
    },
    {
      method: "PUT",
      path: "/api/documents/n1?wait=false",
      body: { title: "مرفأ" },
      answer: { id: "n1", generation: 2 },
      look: async (client) => (await client("GET", addressOf("n1"))).json.fields.title,
      found: "مرفأ",
    },
    {
      method: "DELETE",
      path: "/api/documents/sport%2Fchess?wait=false",
      answer: { id: "sport/chess", generation: 2 },
      look: async (client) => (await client("GET", addressOf("sport/chess"))).status,
      found: 404,
    },
  ];

  test.each(rows)("$method answers 202 with the generation that will hold it", async (row) => {
    const { status, json } = await send(row.method, row.path, row.body);
    expect([status, json]).toMatchObject([202, row.answer]);
    expect((await whenReady(json.generation)).status).toBe(200);
    expect(await row.look(send)).toEqual(row.found);
  });

  test("is refused at once where nothing of it can be taken", async () => {
    const all = await send("POST", "/api/documents?wait=false", [{ title: "بلا معرّف" }]);
    expect([all.status, all.json.failed_count, all.json.generation]).toEqual([422, 1, 1]);
    expect((await send("DELETE", "/api/documents/nobody?wait=false")).status).toBe(404);
    expect((await send("PUT", "/api/documents/a?wait=no", {})).status).toBe(400);
  });

  test("is ready when it is committed, whatever else made a generation meanwhile", async () => {
    let release: () => void = () => undefined;
    const commit = engine.commit.bind(engine);
    engine.commit = async (...options) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return commit(...options);
    };
    const { json } = await send("PUT", "/api/documents/n1?wait=false", { title: "مرفأ" });
    // What a merge does: a generation that does not hold the write.
    const stats = await engine.stats();
    engine.stats = async () => ({ ...stats, generation: json.generation });
    const ready = send("GET", `/readyz?generation=${json.generation}`);
    const first = await Promise.race([ready, new Promise((resolve) => setTimeout(() => resolve("waits"), 60))]);
    release();
    expect(first).toBe("waits");
    expect((await ready).status).toBe(200);
    expect((await send("GET", addressOf("n1"))).status).toBe(200);
  });

  test("that the disk refuses is reported, since nobody is left to be told", async () => {
    const reported: unknown[] = [];
    const failing = clientOf({ engine, onError: (error) => reported.push(error) });
    const refusal = new FihrisError("io_error", "no space left");
    engine.commit = () => Promise.reject(refusal);
    expect((await failing("PUT", "/api/documents/n1?wait=false", { title: "مرفأ" })).status).toBe(202);
    await vi.waitFor(() => expect(reported).toEqual([refusal]));
  });
});
