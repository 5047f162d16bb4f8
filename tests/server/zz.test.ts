import { mkdtempSync } from "node:fs";
import { test } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { sampleDocuments } from "./sample-engine.ts";
test("x", async () => {
  const index = await Index.open(mkdtempSync("/tmp/idx-"));
  await index.add(sampleDocuments);
  console.log(await index.commit());
  console.log(JSON.stringify(await index.search({ q: "مكتبة", facets: ["category"] }), null, 1));
  console.log(JSON.stringify(await index.suggest("مخطو"), null, 1));
  console.log(JSON.stringify(await index.suggest("ترميم مخطو"), null, 1));
  console.log(JSON.stringify(await index.stats(), null, 1));
});
