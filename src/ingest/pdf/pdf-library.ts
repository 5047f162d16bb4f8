/**
 * PDF.js, loaded when the first PDF comes: it takes a tenth of a second.
 * @module
 */
import type { getResolvedPDFJS } from "unpdf";

export type PdfLibrary = Awaited<ReturnType<typeof getResolvedPDFJS>>;
export type PdfDocument = Awaited<ReturnType<PdfLibrary["getDocument"]>["promise"]>;
export type PdfPage = Awaited<ReturnType<PdfDocument["getPage"]>>;

let library: Promise<PdfLibrary> | undefined;

export function pdfLibrary(): Promise<PdfLibrary> {
  library ??= import("unpdf").then(({ getResolvedPDFJS: resolve }) => {
    addTransferToFixedLength();
    return resolve();
  });
  return library;
}

/** ES2024, which Node 20 does not have yet and PDF.js hands its fonts over with. The buffer it copies is not emptied. */
function addTransferToFixedLength(): void {
  if ("transferToFixedLength" in ArrayBuffer.prototype) return;
  Object.defineProperty(ArrayBuffer.prototype, "transferToFixedLength", {
    value(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
      const fixed = new ArrayBuffer(length);
      new Uint8Array(fixed).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
      return fixed;
    },
    configurable: true,
    writable: true,
  });
}
