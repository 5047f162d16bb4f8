/**
 * The contract of all engines: what a program may rely on, whether the index is a folder or a cluster.
 * @module
 */
import { describeFields } from "./fields.ts";
import { describeFiltering } from "./filtering.ts";
import { describeHighlighting } from "./highlighting.ts";
import { describePaging } from "./paging.ts";
import { describeQuerying } from "./querying.ts";
import type { EngineFactory } from "./test-engine.ts";
import { describeWriting } from "./writing.ts";

export function describeEngineContract(make: EngineFactory): void {
  describeWriting(make);
  describeFields(make);
  describeFiltering(make);
  describeQuerying(make);
  describePaging(make);
  describeHighlighting(make);
}
