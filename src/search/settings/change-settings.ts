/**
 * A caller's change of settings, checked and applied; throws `invalid_parameter` that names the setting.
 * @module
 */
import { tokenize } from "../../analysis/index.ts";
import {
  defaultSettings,
  FihrisError,
  type IndexSettings,
  settingsLimits,
  type ValueKind,
} from "../../contract/index.ts";
import { synonymRuleOf } from "./synonym-rules.ts";

/** Names that a message lists. */
const shownFields = 8;
const kinds: readonly ValueKind[] = ["text", "keyword", "number", "date"];

/**
 * @param change - a `SettingsChange`, or whatever came over the wire
 * @param textFields - that documents have; none where that is not known yet
 */
export function changeSettings(
  current: IndexSettings,
  change: unknown,
  textFields: readonly string[] = [],
): IndexSettings {
  if (!isObject(change)) throw invalid("settings", "an object", change);
  const readers: { readonly [name in keyof IndexSettings]: (value: unknown) => IndexSettings[name] } = {
    synonyms,
    stop_words: stopWords,
    fields: weights,
    types,
    stored_only: (value) => [
      ...new Set(list("stored_only", value, settingsLimits.fields).map(fieldName("stored_only"))),
    ],
  };
  const changed: { -readonly [name in keyof IndexSettings]: IndexSettings[name] } = { ...current };
  const apply = <Name extends keyof IndexSettings>(name: Name, value: unknown) => {
    changed[name] = value === null ? defaultSettings[name] : readers[name](value);
  };
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(readers, name)) throw invalid(name, `one of ${Object.keys(readers).join(", ")}`, name);
    if (value !== undefined) apply(name as keyof IndexSettings, value);
  }
  const searched = Object.keys(changed.fields);
  const unsearchable = searched.find((field) => changed.stored_only.includes(field));
  if (unsearchable !== undefined)
    throw invalid(
      "stored_only",
      "fields that are not searched",
      unsearchable,
      "take the field out of fields or of stored_only",
    );
  // Some fields may come with later documents; none at all is a slip, and every search would find nothing.
  const isBlind = textFields.length > 0 && !searched.some((field) => textFields.includes(field));
  if (isBlind && change.fields !== undefined && change.fields !== null)
    throw invalid(
      "fields",
      `one at least that documents have as text (${textFields.slice(0, shownFields).join(", ")})`,
      searched,
      "name such a field, or add a document that has the field first",
    );
  return changed;
}

/** Lines that say something, as they were given. */
function synonyms(value: unknown): string[] {
  const lines = list("synonyms", value, settingsLimits.synonymLines);
  return lines.filter((line, i) => synonymRuleOf(line, i + 1) !== undefined).map((line) => line.trim());
}

function stopWords(value: unknown): string[] {
  const words = list("stop_words", value, settingsLimits.stopWords).map((word) => word.trim());
  for (const word of words) {
    if (tokenize(word).length !== 1) throw invalid("stop_words", "single words", word);
  }
  return [...new Set(words)];
}

function weights(value: unknown): IndexSettings["fields"] {
  const entries = Object.entries(named("fields", value));
  if (entries.length === 0) throw invalid("fields", "at least one field with its weight", value);
  return Object.fromEntries(
    entries.map(([name, weight]) => {
      const inRange =
        Number.isInteger(weight) && (weight as number) >= 1 && (weight as number) <= settingsLimits.weightMax;
      if (!inRange) throw invalid(`fields.${name}`, `a whole number from 1 to ${settingsLimits.weightMax}`, weight);
      return [fieldName("fields")(name), weight as number];
    }),
  );
}

function types(value: unknown): IndexSettings["types"] {
  return Object.fromEntries(
    Object.entries(named("types", value)).map(([name, given]) => {
      const wanted = list(`types.${name}`, given, kinds.length);
      const unknown = wanted.find((kind) => !kinds.some((known) => known === kind));
      if (unknown !== undefined || wanted.length === 0)
        throw invalid(`types.${name}`, `a list of ${kinds.join(", ")}`, unknown ?? given);
      return [fieldName("types")(name), kinds.filter((kind) => wanted.includes(kind))];
    }),
  );
}

function fieldName(setting: string): (name: string) => string {
  return (name) => {
    if (name === "" || name.startsWith("_")) throw invalid(setting, "names of fields, which do not begin with _", name);
    return name;
  };
}

function named(setting: string, value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw invalid(setting, "an object by names of fields", value);
  const { length } = Object.keys(value);
  if (length > settingsLimits.fields) throw invalid(setting, `at most ${settingsLimits.fields} fields`, length);
  return value;
}

function list(setting: string, value: unknown, most: number): readonly string[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string"))
    throw invalid(setting, "a list of texts", value);
  if (value.length > most) throw invalid(setting, `at most ${most} entries`, value.length);
  return value as string[];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(setting: string, expected: string, got: unknown, remedy = "see docs/configuration.md"): FihrisError {
  const shown = (JSON.stringify(got) ?? String(got)).slice(0, 100);
  return new FihrisError("invalid_parameter", `${setting}: expected ${expected}, got ${shown}`, { remedy });
}
