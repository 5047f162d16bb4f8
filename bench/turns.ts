/**
 * Processes of several engines that live at the same time and make their passes in turn, so that what disturbs the
 * machine for longer than a pass disturbs all of them alike.
 * @module
 */

interface Waiting {
  readonly step: number;
  readonly go: () => void;
}

/** Only one member runs at a time; the next is the one behind it among those that are at the earliest step. */
export class Turns {
  readonly #members = new Set<number>();
  readonly #waiting = new Map<number, Waiting>();
  #last = -1;

  /** @param count - members, by number; none runs before all of them wait or have left */
  constructor(count: number) {
    for (let member = 0; member < count; member++) this.#members.add(member);
  }

  /** Resolves when it is the member's turn, which lasts until it waits again or leaves. */
  wait(member: number, step: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.set(member, { step, go });
      this.#next();
    });
  }

  leave(member: number): void {
    this.#members.delete(member);
    this.#waiting.delete(member);
    this.#next();
  }

  #next(): void {
    if (this.#waiting.size === 0 || this.#waiting.size < this.#members.size) return;
    const earliest = Math.min(...[...this.#waiting.values()].map(({ step }) => step));
    const ready = [...this.#waiting.keys()].filter((member) => this.#waiting.get(member)!.step === earliest);
    ready.sort((a, b) => a - b);
    const member = ready.find((each) => each > this.#last) ?? ready[0]!;
    const { go } = this.#waiting.get(member)!;
    this.#waiting.delete(member);
    this.#last = member;
    go();
  }
}
