import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { defaultSettings, Index } from "../../src/engine/index.ts";
import { buildCommandLine, folderWith, lastObject, type Outcome, run } from "./built-command-line.ts";

let entry: string;
beforeAll(async () => {
  entry = await buildCommandLine();
});

async function sample(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await folderWith(files);
  const index = await Index.open(join(folder, "index"));
  await index.add({ id: "1", title: "خبر", text: "اشترى مركبة" });
  await index.commit();
  await index.close();
  return folder;
}

async function config(folder: string, ...args: string[]): Promise<Outcome> {
  return run(entry, ["config", ...args, "--index", join(folder, "index")]);
}

describe("fihris config", () => {
  test("shows the settings", async () => {
    const folder = await sample();
    const { code, stdout } = await config(folder);
    expect(code).toBe(0);
    expect(stdout).toContain("title 2, text 1");
    expect(lastObject((await config(folder, "--json")).stdout)).toEqual(defaultSettings);
  });

  test("changes what is named, and the next search follows", async () => {
    const folder = await sample({
      "synonyms.txt": "\ufeff# cars\nسيارة, مركبة\r\n\n",
      "stop.txt": "# words\nقال\nأكد\n",
    });
    const files = ["--synonyms", join(folder, "synonyms.txt"), "--stop-words", join(folder, "stop.txt")];
    const names = [
      "--fields",
      "title=3,text=1",
      "--types",
      "isbn=keyword,year=number+date",
      "--stored-only",
      "raw,meta",
    ];
    const { code, stdout } = await config(folder, ...files, ...names, "--json");
    expect(code).toBe(0);
    const changed = {
      synonyms: ["سيارة, مركبة"],
      stop_words: ["قال", "أكد"],
      fields: { title: 3, text: 1 },
      types: { isbn: ["keyword"], year: ["number", "date"] },
      stored_only: ["raw", "meta"],
    };
    expect(lastObject(stdout)).toEqual(changed);
    const search = ["search", "سيارة", "--index", join(folder, "index"), "--json"];
    expect(lastObject((await run(entry, search)).stdout)["total"]).toBe(1);
    const reset = await config(folder, "--reset", "synonyms,stop-words", "--json");
    expect(lastObject(reset.stdout)).toEqual({ ...changed, synonyms: [], stop_words: [] });
  });

  const refused: readonly [reason: string, args: string[], code: number, ...holds: string[]][] = [
    ["a rule that says nothing", ["--synonyms", "bad.txt"], 2, "[invalid_parameter]", "line 3", "وحيد"],
    ["another encoding", ["--synonyms", "latin.txt"], 1, "[input_unreadable]", "latin.txt:2"],
    ["a file that is not there", ["--synonyms", "none.txt"], 1, "none.txt"],
    ["a weight that is no number", ["--fields", "title=much"], 2, "name=weight"],
    ["a field without a weight", ["--fields", "title"], 2, "name=value"],
    ["an unknown kind", ["--types", "a=word"], 2, "[invalid_parameter]", "types.a"],
    ["an unknown setting", ["--reset", "synonyns"], 2, "synonyns"],
  ];
  test.for(refused)("refuses %s", async ([, args, code, ...holds], { expect }) => {
    const folder = await sample({ "bad.txt": "a, b\n# c\nوحيد\n" });
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder, "latin.txt"), Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xe9, 0x2c, 0x63]));
    const inFolder = args.map((arg) => (arg.endsWith(".txt") ? join(folder, arg) : arg));
    const outcome = await config(folder, ...inFolder);
    expect(outcome.stdout).toBe("");
    for (const part of holds) expect(outcome.stderr).toContain(part);
    expect(outcome.code).toBe(code);
  });

  test("without an index shows nothing, and makes none", async () => {
    const { code, stderr } = await config(await folderWith({}));
    expect(code).toBe(1);
    expect(stderr).toContain("[index_not_found]");
  });
});
