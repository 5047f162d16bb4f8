import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { ingest, supportedExtensions } from "../../src/ingest/index.ts";
import { folderOf, ingested, outcomeOf } from "./fixture-folder.ts";

describe("folders", () => {
  it("are read recursively, in the code unit order of whole paths", async () => {
    const names = ["b.txt", "a/z.txt", "a.txt", "a-b.txt", "B.txt", "é.txt", "a/b/c.md", "\u{1f600}.txt", "\ufb50.txt"];
    const { ids } = await ingested(Object.fromEntries(names.map((name) => [name, "نص"])));
    expect(ids).toEqual([...names].sort());
    expect(ids.slice(0, 5)).toEqual(["B.txt", "a-b.txt", "a.txt", "a/b/c.md", "a/z.txt"]);
  });

  it("lose hidden entries, node_modules and files of other kinds without a word", async () => {
    const { ids, problems } = await ingested({
      ".hidden.txt": "x",
      ".git/config.txt": "x",
      "node_modules/p/README.md": "x",
      "photo.jpg": "x",
      "README.md": "# اقرأني",
      "UPPER.TXT": "نص",
      noextension: "x",
    });
    expect(ids).toEqual(["README.md", "UPPER.TXT"]);
    expect(problems).toEqual([]);
  });

  it("give a file the same id whether the argument ends in a slash or not", async () => {
    const folder = await folderOf({ "a/b.txt": "نص" });
    expect((await outcomeOf(folder, {}, [`${folder}/`])).ids).toEqual(["a/b.txt"]);
    expect((await outcomeOf(folder, {}, [join(folder, "a")])).ids).toEqual(["b.txt"]);
  });

  it("end although links lead round in circles, and read a folder that is linked from outside once", async () => {
    const folder = await folderOf({ "root/a/b.txt": "نص", "other/c.txt": "نص", "secret.txt": "خارج" });
    const root = join(folder, "root");
    await symlink("..", join(root, "up"));
    await symlink("a", join(root, "again"));
    await symlink(".", join(root, "self"));
    await symlink("../other", join(root, "link1"));
    await symlink("../other", join(root, "link2"));
    await symlink("../../root", join(folder, "other", "back"));
    await symlink("a/b.txt", join(root, "file.txt"));
    const { ids, problems } = await outcomeOf(folder, {}, [root]);
    expect(ids).toEqual(["a/b.txt", "file.txt", "link1/c.txt"]);
    expect(problems).toEqual([]);
  });
});

describe("named paths", () => {
  it("are read even if a folder would pass them over, under their base name", async () => {
    const folder = await folderOf({ ".hidden/.x.txt": "نص", "b.txt": "نص" });
    const { ids } = await outcomeOf(folder, {}, [join(folder, "b.txt"), join(folder, ".hidden/.x.txt")]);
    expect(ids).toEqual(["b.txt", ".x.txt"]);
  });

  it("of an unsupported kind are a problem that names what is supported", async () => {
    const folder = await folderOf({ "photo.jpg": "x", "a.txt": "نص" });
    const { ids, problems, details } = await outcomeOf(folder, {}, [join(folder, "photo.jpg"), join(folder, "a.txt")]);
    expect(ids).toEqual(["a.txt"]);
    expect(problems).toEqual(["photo.jpg: unsupported"]);
    expect(details[0].message).toContain(".jsonl.gz");
  });

  it("that do not exist end the ingest before its first document", async () => {
    const folder = await folderOf({ "a.txt": "نص" });
    const missing = join(folder, "none.txt");
    const documents = ingest([folder, missing], { onProblem: () => {} });
    const error = await documents.next().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FihrisError);
    expect(error).toMatchObject({ code: "input_unreadable", file: missing, remedy: expect.any(String) });
  });
});

describe("unreadable entries", () => {
  it("are reported and the rest goes on", async () => {
    const folder = await folderOf({ "b.txt": "نص" });
    await symlink("nowhere.txt", join(folder, "a.txt"));
    await symlink("c.txt", join(folder, "c.txt"));
    execFileSync("mkfifo", [join(folder, "pipe.txt")]);
    const { ids, problems, details } = await outcomeOf(folder);
    expect(ids).toEqual(["b.txt"]);
    expect(problems).toEqual(["a.txt: unreadable", "c.txt: unreadable", "pipe.txt: unsupported"]);
    for (const { message, remedy } of details) expect(message && remedy).toBeTruthy();
  });
});

it("names every extension plain and gzipped", () => {
  expect(supportedExtensions).toEqual(expect.arrayContaining([".txt", ".md", ".html", ".jsonl", ".csv", ".jsonl.gz"]));
});

it("ends with what onProblem throws", async () => {
  const folder = await folderOf({ "a.txt": "", "b.txt": "نص" });
  const stop = Object.assign(new Error("stop"), { code: "EPIPE", syscall: "write" });
  const documents = ingest([folder], {
    onProblem: () => {
      throw stop;
    },
  });
  await expect(documents.next()).rejects.toBe(stop);
});
