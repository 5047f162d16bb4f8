/** A long series of steps beside somebody who is busy in every turn of the event loop. */
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { TimeSlice } from "../../src/engine/time-slice.ts";

function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it("does many steps in a turn that others fill, and not one", async () => {
  let isDone = false;
  let turns = 0;
  const busy = (async () => {
    for (; !isDone; turns++) {
      work(10);
      await setImmediate();
    }
  })();
  const slice = new TimeSlice();
  for (let step = 0; step < 200; step++) await slice.yieldIfDue();
  isDone = true;
  await busy;
  expect(turns).toBeLessThan(50);
});

it("lets others have their turn in a series that takes longer than a slice", async () => {
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    for (; !isDone; turns++) await setImmediate();
  })();
  const slice = new TimeSlice();
  for (let step = 0; step < 20; step++) {
    work(3);
    await slice.yieldIfDue();
  }
  isDone = true;
  await others;
  expect(turns).toBeGreaterThan(3);
});
