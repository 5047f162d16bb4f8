/**
 * The parameters of a search as flags, and what was typed as a request: every parameter of HTTP under the same name
 * in kebab-case.
 * @module
 */
import { type Command, Option } from "commander";
import type { SearchRequest } from "../contract/index.ts";
import { freeText, nameList, refinements, wholeNumber } from "./option-parsers.ts";

export interface SearchFlags {
  limit?: number;
  offset?: number;
  cursor?: string;
  filter?: string;
  sort?: string;
  facets?: string[];
  facetLimit?: number;
  refine?: { [field: string]: string[] };
  operator?: "or" | "and";
  minMatch?: string;
  correct?: "auto" | "suggest" | "off";
  syntax?: "full" | "plain";
  fields?: string[];
  distinct?: string;
  collapse?: true;
  total?: "auto" | "exact";
  strictMatch?: true;
  relations?: string;
  interpretation?: true;
  explain?: true;
  exhaustive?: true;
  snippet?: boolean;
}

/** Flags that say what matches. */
export function addMatchFlags(command: Command): Command {
  return command
    .addOption(new Option("--operator <operator>", "words that must match: one, or all").choices(["or", "and"]))
    .option("--min-match <n|p%>", "words that must match: a number or a share")
    .addOption(new Option("--syntax <syntax>", "plain turns operators off").choices(["full", "plain"]))
    .option("--fields <names>", "fields that are searched, separated by commas; default title and text", nameList)
    .addOption(
      new Option(
        "--correct <mode>",
        "answer a corrected query where nothing is found, only offer it, or neither",
      ).choices(["auto", "suggest", "off"]),
    )
    .option("--relations <list>", "kinds of alternatives to do without, as -plural,-kin", freeText);
}

/** Flags that say what is shown of what matches. */
export function addResultFlags(command: Command): Command {
  return command
    .option("--strict-match", "never answer with a loosened query")
    .option("--filter <expression>", `for example 'category = "sport" AND date >= 2017-06'`, freeText)
    .option("--refine <json>", 'wanted values by field, as {"category":["sport"]}', refinements)
    .option("--sort <keys>", "field:asc|desc, several separated by commas, or _score", freeText)
    .option("--limit <n>", "hits of a page, 0 to 1000; default 10", wholeNumber)
    .option("--offset <n>", "hits left out before the page", wholeNumber)
    .option("--cursor <cursor>", "next_cursor of the answer before", freeText)
    .option("--facets <names>", "fields whose values are counted, separated by commas", nameList)
    .option("--facet-limit <n>", "values of a facet; default 10", wholeNumber)
    .option("--distinct <field>", "at most one hit for each value of this field", freeText)
    .option("--collapse", "one hit for near-duplicates")
    .addOption(new Option("--total <mode>", "exact counts beyond 10,000").choices(["auto", "exact"]))
    .option("--interpretation", "show how each word was understood")
    .option("--explain", "show where each score comes from")
    .option("--exhaustive", "score every document, without pruning")
    .option("--snippet", "show the place that matches (the default)")
    .option("--no-snippet", "leave it out");
}

export function searchRequest(q: string, flags: SearchFlags): SearchRequest {
  const { limit, offset, cursor, filter, sort, facets, facetLimit, refine, operator, minMatch, syntax, correct } =
    flags;
  const { fields, distinct, collapse, total, strictMatch, interpretation, explain, exhaustive, snippet } = flags;
  const { relations } = flags;
  return given({
    ...{ q, limit, offset, cursor, filter, sort, facets, facetLimit, refine, operator, minMatch, syntax, correct },
    ...{
      fields,
      distinct,
      collapse,
      total,
      strict: strictMatch,
      interpretation,
      explain,
      exhaustive,
      snippet,
      relations,
    },
  });
}

/** Without the names that were not given: `exactOptionalPropertyTypes` tells undefined from absent. */
function given(request: { [Name in keyof SearchRequest]: SearchRequest[Name] | undefined }): SearchRequest {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
