/**
 * A page's drawing operators -> its glyphs with their places. PDF.js has a text extraction of its own, but that joins
 * the letters of a glyph with those of its neighbours before it turns them round: the ligature of lam and alef comes
 * out the wrong way (PDF 32000-1, 9.4, has the text state and the matrices).
 * @module
 */
import type { PdfLibrary, PdfPage } from "./pdf-library.ts";

export interface Glyph {
  /** What it stands for: one letter, or those of a ligature in the order in which they are read. */
  readonly text: string;
  /** Along the line of writing and across it, in units of the page; a line of text has one `across`. */
  readonly along: number;
  readonly across: number;
  readonly width: number;
  /** Height of the font, in units of the page. */
  readonly size: number;
  /** Of the line of writing, in whole degrees. */
  readonly angle: number;
}

type Matrix = readonly [number, number, number, number, number, number];

interface FontGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const unitsOfFont = 0.001;

/** `inner`, then `outer`. */
function product(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

interface GraphicsState {
  readonly matrix: Matrix;
  readonly font: string;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  /** 1 for the width as designed. */
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

const initialState: GraphicsState = {
  matrix: identity,
  font: "",
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

class GlyphCollector {
  readonly glyphs: Glyph[] = [];
  readonly #unitsOf: (font: string) => number;
  #state = initialState;
  readonly #saved: GraphicsState[] = [];
  #line: Matrix = identity;
  /** How far the line has been written, in units of text space. */
  #written = 0;

  constructor(unitsOf: (font: string) => number) {
    this.#unitsOf = unitsOf;
  }

  set(change: Partial<GraphicsState>): void {
    this.#state = { ...this.#state, ...change };
  }

  get leading(): number {
    return this.#state.leading;
  }

  save(): void {
    this.#saved.push(this.#state);
  }

  restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  transform(matrix: Matrix): void {
    this.set({ matrix: product(this.#state.matrix, matrix) });
  }

  startLine(matrix: Matrix): void {
    this.#line = matrix;
    this.#written = 0;
  }

  moveLine(x: number, y: number): void {
    this.startLine(product(this.#line, [1, 0, 0, 1, x, y]));
  }

  show(items: readonly (FontGlyph | number | null)[]): void {
    const { matrix, font, size, charSpacing, wordSpacing, stretch, rise } = this.#state;
    const toPage = product(matrix, this.#line);
    const [a, b, c, d, e, f] = toPage;
    const scale = Math.hypot(a, b);
    if (scale === 0 || !toPage.every(Number.isFinite)) return;
    const [dx, dy] = [a / scale, b / scale];
    const angle = Math.round((Math.atan2(dy, dx) * 180) / Math.PI);
    const [x, y] = [c * rise + e, d * rise + f];
    const start = x * dx + y * dy;
    const across = y * dx - x * dy;
    const height = Math.abs(size) * Math.hypot(c, d);
    const units = this.#unitsOf(font) * size;
    for (const item of items) {
      if (item === null) continue;
      if (typeof item === "number") {
        this.#written -= (item / 1000) * size * stretch;
        continue;
      }
      const advance = item.width * units * stretch;
      const from = start + Math.min(this.#written, this.#written + advance) * scale;
      const width = Math.abs(advance) * scale;
      this.glyphs.push({ text: item.unicode, along: from, across, width, size: height, angle });
      this.#written += advance + (charSpacing + (item.isSpace ? wordSpacing : 0)) * stretch;
    }
  }
}

/** The glyphs of a page in the order in which they are drawn. */
export async function glyphsOf(page: PdfPage, { OPS }: PdfLibrary): Promise<Glyph[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const collector = new GlyphCollector((font) => fontUnits(page, font));
  // PDF.js names operators by number, and gives each its own kind of arguments.
  const operations = new Map<number, (args: readonly never[]) => void>([
    [OPS.save, () => collector.save()],
    [OPS.restore, () => collector.restore()],
    [OPS.transform, (args) => collector.transform(args as unknown as Matrix)],
    [
      OPS.paintFormXObjectBegin,
      ([matrix]) => {
        collector.save();
        if (matrix) collector.transform(matrix as Matrix);
      },
    ],
    [OPS.paintFormXObjectEnd, () => collector.restore()],
    [OPS.beginText, () => collector.startLine(identity)],
    [OPS.setFont, ([font, size]) => collector.set({ font: font!, size: size! })],
    [OPS.setCharSpacing, ([charSpacing]) => collector.set({ charSpacing: charSpacing! })],
    [OPS.setWordSpacing, ([wordSpacing]) => collector.set({ wordSpacing: wordSpacing! })],
    [OPS.setHScale, ([percent]) => collector.set({ stretch: percent! / 100 })],
    [OPS.setLeading, ([leading]) => collector.set({ leading: leading! })],
    [OPS.setTextRise, ([rise]) => collector.set({ rise: rise! })],
    [OPS.setTextMatrix, (args) => collector.startLine(matrixOf(args))],
    [OPS.moveText, ([x, y]) => collector.moveLine(x!, y!)],
    [
      OPS.setLeadingMoveText,
      ([x, y]) => {
        collector.set({ leading: -y! });
        collector.moveLine(x!, y!);
      },
    ],
    [OPS.nextLine, () => collector.moveLine(0, -collector.leading)],
    [OPS.showText, ([items]) => collector.show(items!)],
  ]);
  fnArray.forEach((operator, i) => {
    operations.get(operator)?.((argsArray[i] ?? []) as readonly never[]);
  });
  return collector.glyphs;
}

/** Six numbers, or one array of them. */
function matrixOf(args: readonly unknown[]): Matrix {
  return (args.length === 1 ? Array.from(args[0] as ArrayLike<number>) : args) as unknown as Matrix;
}

/** What one unit of a glyph's width is of the font's size: fonts that are drawn by operators have their own. */
function fontUnits(page: PdfPage, font: string): number {
  const known = page.commonObjs.has(font)
    ? (page.commonObjs.get(font) as { fontMatrix?: ArrayLike<number> })
    : undefined;
  const units = known?.fontMatrix?.[0];
  return units === undefined || !(Math.abs(units) > 0) ? unitsOfFont : units;
}
