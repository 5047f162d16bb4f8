/**
 * One address and method of the API: what it takes, what it answers, and the handler. The same description
 * routes the request, checks its query string and writes the OpenAPI document, so the three cannot disagree.
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { FihrisError } from "../contract/index.ts";
import type { Metrics } from "./metrics.ts";
import { type ParameterSchema, parametersOfQuery } from "./parameters.ts";
import { problemKinds, problemOf, problemResponse } from "./problem.ts";
import { problemSchema } from "./response-schemas.ts";

type Method = "get" | "post" | "put" | "delete";

interface Description {
  readonly method: Method;
  /** `{id}` stands for the rest of the path, slashes included. */
  readonly path: string;
  readonly summary: string;
  /** Schemas of the body by media type. */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  /** By status: what it means and the schema of its JSON, if it has any. Problems need not be named. */
  readonly answers: Readonly<Record<number, readonly [meaning: string, schema?: z.ZodType]>>;
}

export interface Operation extends Description {
  readonly query: ParameterSchema;
  readonly handle: (c: Context) => Response | Promise<Response>;
}

const noParameters = z.strictObject({});

/** An operation whose handler receives the checked parameters of its query string; without `query` it takes none. */
export function operation<Query extends ParameterSchema = typeof noParameters>(
  description: Description & { readonly query?: Query },
  handle: (c: Context, parameters: z.output<Query>) => Response | Promise<Response>,
): Operation {
  const query = (description.query ?? noParameters) as Query;
  return { ...description, query, handle: (c) => handle(c, parametersOfQuery(query, new URL(c.req.url))) };
}

/** Routes the operations, answers other methods with 405 (OPTIONS with 204), and enters all into the OpenAPI registry. */
export function addOperations(app: OpenAPIHono, operations: readonly Operation[], metrics: Metrics): void {
  const methods = new Map<string, string[]>();
  for (const each of operations) {
    const { method, path } = each;
    app.on(method, routePattern(path), (c) => observed(each, c, metrics));
    const allowed = methods.get(path) ?? [];
    methods.set(path, [...allowed, ...(method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()])]);
  }
  for (const [path, allowed] of methods) {
    // A fixed path may also be read as the {id} of a wider one, whose methods must stay reachable below it.
    if (!operations.some((other) => other.path !== path && covers(other.path, path))) {
      app.all(routePattern(path), (c) => refuseMethod(c.req.method, allowed));
    }
  }
  for (const each of operations) register(app, each);
}

async function observed({ method, path, handle }: Operation, c: Context, metrics: Metrics): Promise<Response> {
  const began = performance.now();
  let status = 500;
  try {
    const response = await handle(c);
    ({ status } = response);
    return response;
  } catch (error) {
    ({ status } = problemOf(error));
    throw error;
  } finally {
    metrics.observe(method, path, status, performance.now() - began);
  }
}

function routePattern(path: string): string {
  // A dot would stop at the separators of lines.
  return path.replace("{id}", ":id{[\\s\\S]+}");
}

function covers(path: string, fixed: string): boolean {
  return path.endsWith("{id}") && fixed.startsWith(path.slice(0, -"{id}".length)) && !fixed.endsWith("{id}");
}

/** Answers a request whose method is not among `allowed`. */
export function refuseMethod(method: string, allowed: readonly string[]): Response {
  const allow = [...allowed, "OPTIONS"].join(", ");
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
  const error = new FihrisError("method_not_allowed", `This address answers ${allow}, not ${method}.`);
  const response = problemResponse(problemOf(error));
  response.headers.set("Allow", allow);
  return response;
}

function register(app: OpenAPIHono, { method, path, summary, query, body, answers }: Operation): void {
  const takesId = path.includes("{id}");
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    request: {
      query,
      ...(takesId
        ? { params: z.object({ id: z.string().meta({ description: "Percent-encoded; slashes are part of it." }) }) }
        : {}),
      ...(body ? { body: { required: true, content: contentOf(body) } } : {}),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, [description, schema]]) => [
          status,
          { description, ...(schema ? { content: contentOf({ "application/json": schema }) } : {}) },
        ]),
      ),
      default: {
        description: `An RFC 9457 problem; its code is one of ${Object.keys(problemKinds).join(", ")}.`,
        content: contentOf({ "application/problem+json": problemSchema }),
      },
    },
  });
}

function contentOf(schemas: Readonly<Record<string, z.ZodType>>): Record<string, { schema: z.ZodType }> {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
}
