/**
 * Words that are written without an alef where the Quran has a small one above the line: هٰذا, الرحمٰن.
 * Comes in: a folded word. Goes out: whether it is one of them.
 * Invariant: every other small alef is a letter of today's spelling (كِتَٰب is كتاب).
 * @module
 */
import { fold } from "./letter-fold.ts";

const UNWRITTEN_ALEF: ReadonlySet<string> = new Set(
  (
    "الله لله اللهم رحمن الرحمن للرحمن إله الإله للإله إلهي إلهك إلهه إلهها إلهنا إلهكم إلههم إلهين " +
    "هذا هذه هذي هذان هذين هؤلاء هكذا هذاك ذلك ذلكم ذلكما ذلكن أولئك أولئكم أولائك طه يس " +
    "لكن لكنه لكنها لكنهم لكننا لكنا لكني لكنني لكنك لكنكم لكنهما"
  )
    .split(" ")
    .map(fold),
);
/** Letters that stand before them: ولكذلك has three. */
const MOST_PROCLITICS = 3;

export function hasUnwrittenAlef(folded: string): boolean {
  for (let before = 0; before <= MOST_PROCLITICS; before++) if (UNWRITTEN_ALEF.has(folded.slice(before))) return true;
  return false;
}
