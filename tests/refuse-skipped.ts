/**
 * A reporter that fails the run where a test was skipped or left to do: all of them means all of them.
 * @module
 */
import type { Reporter, TestModule } from "vitest/node";

export default class RefuseSkipped implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests("skipped")]);
    if (skipped.length === 0) return;
    for (const test of skipped) console.error(`skipped: ${test.module.relativeModuleId}: ${test.fullName}`);
    console.error(`${skipped.length} tests were skipped, expected none`);
    process.exitCode = 1;
  }
}
