/**
 * Emphasis for a terminal that knows colours; plain text for everything else, so that what is piped holds the text
 * of the documents and nothing around it.
 * @module
 */

export interface TerminalStyle {
  title(text: string): string;
  mark(text: string): string;
  faint(text: string): string;
}

const plain: TerminalStyle = { title: (text) => text, mark: (text) => text, faint: (text) => text };

const ansi: TerminalStyle = {
  title: (text) => `\x1b[1m${text}\x1b[22m`,
  mark: (text) => `\x1b[1;33m${text}\x1b[22;39m`,
  faint: (text) => `\x1b[2m${text}\x1b[22m`,
};

/** FORCE_COLOR (but 0) and NO_COLOR (any value) decide before the terminal does: force-color.org, no-color.org. */
export function terminalStyle(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): TerminalStyle {
  const { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: term } = environment;
  if (force !== "") return force === "0" ? plain : ansi;
  return stream.isTTY && no === "" && term !== "dumb" ? ansi : plain;
}
