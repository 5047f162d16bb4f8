/**
 * The HTTP API for people who write programs: every address with its parameters and answers, from the OpenAPI document.
 * @module
 */
import { html } from "hono/html";
import { layout, type Markup } from "./layout.ts";

/** What the page reads of an OpenAPI 3.1 document. */
export interface ApiDescription {
  /** By path and method an operation. */
  readonly paths?: object;
}

interface DescribedSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: DescribedSchema };
  readonly required?: readonly string[];
}

interface DescribedOperation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: DescribedSchema;
  }[];
  readonly requestBody?: { readonly content?: { readonly [type: string]: { readonly schema?: DescribedSchema } } };
  readonly responses?: { readonly [status: string]: { readonly description?: string } };
}

interface Row {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: DescribedSchema;
  readonly description: string;
}

export function apiPage({ paths = {} }: ApiDescription): Markup {
  const operations = Object.entries(paths).flatMap(([path, methods]: [string, object]) =>
    Object.entries(methods).map(([method, described]: [string, DescribedOperation]) =>
      operation(method, path, described),
    ),
  );
  const content = html`<div class="api" lang="en" dir="ltr">
<h1>HTTP API</h1>
<p class="hint">The same as an OpenAPI 3.1 document: <a href="/openapi.json">/openapi.json</a>. An error is a problem of RFC 9457 (<code>application/problem+json</code>) that says what was expected, what came and what to do.</p>
${operations}
</div>`;
  return layout("واجهة البرمجة - فهرس", "/docs", content, { style: "reading.css" });
}

function operation(method: string, path: string, described: DescribedOperation): Markup {
  const { summary = "", parameters = [], requestBody, responses = {} } = described;
  const rows = parameters.map(
    ({ name, required = false, description, schema = {} }): Row => ({
      name,
      isRequired: required,
      schema,
      description: description ?? schema.description ?? "",
    }),
  );
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => body(type, schema));
  const answers = Object.entries(responses).filter(([status]) => status !== "default");
  return html`<section class="operation">
<h2><code><b>${method.toUpperCase()}</b> ${path}</code></h2>
<p>${summary}</p>
${table(rows)}${bodies}
<p class="answers">${answers.map(
    ([status, { description = "" }]) => html`<span><code>${status}</code> ${description}</span> `,
  )}</p>
</section>`;
}

function body(type: string, { properties = {}, required = [], description = "" }: DescribedSchema = {}): Markup {
  const rows = Object.entries(properties).map(
    ([name, schema]): Row => ({
      name,
      isRequired: required.includes(name),
      schema,
      description: schema.description ?? "",
    }),
  );
  return html`<p>Body: <code>${type}</code> ${description}</p>${table(rows)}`;
}

function table(rows: readonly Row[]): Markup | string {
  if (rows.length === 0) return "";
  return html`<table>${rows.map(
    ({ name, isRequired, schema, description }) => html`<tr>
<th scope="row"><code>${name}</code></th>
<td>${typeOf(schema)}${isRequired ? ", required" : ""}</td>
<td>${description}</td>
</tr>`,
  )}</table>`;
}

function typeOf({ type, enum: values }: DescribedSchema): string {
  if (values !== undefined) return values.map(String).join(" | ");
  return type === undefined ? "any" : [type].flat().join(" | ");
}
