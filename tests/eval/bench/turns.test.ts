/**
 * Who runs when: one member at a time, in turn, all of them at the same step.
 */
import { describe, expect, it } from "vitest";
import { Turns } from "../../../bench/turns.ts";

/** Members that make so many passes a step each; returns who ran which step, in order, and how many ran at once. */
async function run(passes: readonly (readonly number[])[]): Promise<{ ran: string[]; atOnce: number }> {
  const turns = new Turns(passes.length);
  const ran: string[] = [];
  let running = 0;
  let atOnce = 0;
  await Promise.all(
    passes.map(async (ofMember, member) => {
      for (const [step, count] of ofMember.entries()) {
        for (let pass = 0; pass < count; pass++) {
          await turns.wait(member, step);
          atOnce = Math.max(atOnce, ++running);
          ran.push(`${member}:${step}`);
          // Some take longer than others.
          await new Promise((resolve) => setTimeout(resolve, member));
          running--;
        }
      }
      turns.leave(member);
    }),
  );
  return { ran, atOnce };
}

describe("turns", () => {
  it("go round, one member at a time", async () => {
    const { ran, atOnce } = await run([[2], [2], [2]]);
    expect(ran).toEqual(["0:0", "1:0", "2:0", "0:0", "1:0", "2:0"]);
    expect(atOnce).toBe(1);
  });

  it("leave nobody a step ahead: who has fewer passes waits for the others", async () => {
    const { ran } = await run([
      [3, 1],
      [1, 2],
    ]);
    expect(ran).toEqual(["0:0", "1:0", "0:0", "0:0", "1:1", "0:1", "1:1"]);
  });

  it("go on where a member has left, and where there is only one", async () => {
    expect((await run([[], [2]])).ran).toEqual(["1:0", "1:0"]);
    expect((await run([[1, 1]])).ran).toEqual(["0:0", "0:1"]);
  });
});
