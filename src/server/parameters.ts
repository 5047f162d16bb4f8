/**
 * Parameters of a request, checked against the zod schema that also writes the OpenAPI document.
 * A query string is first turned into the JSON form that the schema describes; unknown names, repeated names
 * and numbers in another notation than decimal are faults, and every fault names its parameter.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { ParameterError, type ParameterFault, quoted } from "./problem.ts";

/** A strict object schema: one property a parameter. */
export type ParameterSchema = z.ZodObject;

/** @throws ParameterError naming every parameter at fault. */
export function parametersOfQuery<Schema extends ParameterSchema>(schema: Schema, url: URL): z.output<Schema> {
  const input = new Map<string, unknown>();
  const faults: ParameterFault[] = [];
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    if (!Object.hasOwn(schema.shape, name)) faults.push(unknownParameter(name, schema));
    else if (values.length > 1) {
      faults.push({ parameter: name, detail: `${name} must be given once, not ${values.length} times.` });
    } else {
      const value = jsonForm(kindOf(schema, name), values[0]);
      if (value === undefined)
        faults.push({
          parameter: name,
          detail: `${name} ${expectation(kindOf(schema, name))}, not ${quoted(values[0])}.`,
        });
      else input.set(name, value);
    }
  }
  if (faults.length > 0) throw new ParameterError(faults);
  return parametersOfJson(schema, Object.fromEntries(input));
}

/** @throws ParameterError naming every parameter at fault. */
export function parametersOfJson<Schema extends ParameterSchema>(schema: Schema, input: unknown): z.output<Schema> {
  if (hasPrototypeName(input)) {
    throw new ParameterError([
      { parameter: "__proto__", detail: "__proto__ cannot be a name here; a filter can name such a field." },
    ]);
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue): ParameterFault[] => {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
      return issue.keys.map((name) => unknownParameter(name, schema));
    }
    const parameter = issue.path.map(String).join(".");
    return [{ parameter, detail: `${parameter || "The body"}: ${issue.message}.` }];
  });
  throw new ParameterError(faults);
}

/** Of such a property, which JSON can hold, zod says nothing, and leaves it out. */
function hasPrototypeName(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeName);
}

function unknownParameter(name: string, schema: ParameterSchema): ParameterFault {
  const nearest = nearestName(name, Object.keys(schema.shape));
  const hint = nearest === undefined ? "This address takes none." : `Did you mean ${nearest}?`;
  return { parameter: name.slice(0, 100), detail: `${quoted(name)} is not a parameter here. ${hint}` };
}

/** The name with the fewest edits; the first of equals. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(name.slice(0, 64).toLowerCase(), candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's distance, one row of the matrix at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitution = row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[right.length];
}

/** zod's own name of the type under `optional`: number, boolean, array, record, string, enum, union. */
function kindOf(schema: ParameterSchema, name: string): string {
  let type = schema.shape[name] as z.ZodType;
  while (type.def.type === "optional") type = (type as z.ZodOptional<z.ZodType>).unwrap();
  return type.def.type;
}

/** A query string's value as the JSON value it stands for; undefined where it cannot be read. */
function jsonForm(kind: string, value: string): unknown {
  switch (kind) {
    case "number":
      return /^-?[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
    case "boolean":
      return value === "true" ? true : value === "false" ? false : undefined;
    case "array":
      return value === "" ? [] : value.split(",");
    case "record":
      try {
        return JSON.parse(value);
      } catch {
        return undefined;
      }
    default:
      return value;
  }
}

function expectation(kind: string): string {
  if (kind === "number") return "must be a whole number in decimal digits";
  if (kind === "boolean") return "must be true or false";
  return 'must be a JSON object such as {"category":["sport"]}';
}
