"""Makes the frozen run beside it, with the figures of trec_eval. Needs pytrec_eval (it ships trec_eval 9).

    pip install pytrec_eval-terrier && python make.py

queries.jsonl, qrels.tsv   a judged set in BEIR layout: graded judgements 0 to 3, two queries judged 0 only,
                           two queries without a judgement
run.tsv                    query, document, score; scores of a query strictly decrease
tied-run.tsv               the same with many equal scores: trec_eval orders those by descending document id
trec-eval.json             per query, six digits; a judged query that is not in the run counts 0 (trec_eval -c)
"""

import json
import random
from pathlib import Path

import pytrec_eval

here = Path(__file__).parent
rng = random.Random(20240611)
documents = [f"d{n}" for n in range(400)]
queries = [f"q{n}" for n in range(40)]
unjudged = {"q7", "q31"}
judged_zero = {"q3", "q22"}
without_hits = {"q11", "q22", "q38"}

qrels = {}
for query in queries:
    if query in unjudged:
        continue
    pool = rng.sample(documents, rng.choice([1, 1, 3, 8, 30, 120]))
    grades = [0] if query in judged_zero else [0, 1, 1, 2, 3]
    qrels[query] = {doc: rng.choice(grades) for doc in pool}
    if query not in judged_zero:
        qrels[query][pool[0]] = rng.choice([1, 2, 3])


def ranking(query):
    """Relevant documents float upwards, so that the figures spread between 0 and 1."""
    grades = qrels.get(query, {})
    lift = rng.choice([0, 0.3, 0.7])
    order = sorted(documents, key=lambda doc: -(rng.random() + lift * grades.get(doc, 0)))
    return order[: rng.choice([1, 5, 9, 10, 50, 100, 150])]


run, tied = {}, {}
for query in queries:
    if query in without_hits:
        continue
    order = ranking(query)
    run[query] = {doc: len(order) - place for place, doc in enumerate(order)}
    tied[query] = {doc: (len(order) - place) // 4 for place, doc in enumerate(order)}


def best(scores, k):
    """What trec_eval sees as the first k: score, then document id, both descending."""
    order = sorted(scores.items(), key=lambda item: (item[1], item[0]), reverse=True)
    return dict(order[:k])


def figures(scored):
    measures = {"ndcg_cut.10", "recall.10,100"}
    as_float = {q: {d: float(s) for d, s in docs.items()} for q, docs in scored.items()}
    cut = {q: best(docs, 10) for q, docs in as_float.items()}
    full = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(as_float)
    first = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(cut)
    names = {"ndcg@10": "ndcg_cut_10", "recall@10": "recall_10", "recall@100": "recall_100"}
    out = {}
    for query in qrels:
        out[query] = {ours: round(full[query][theirs], 6) if query in full else 0.0 for ours, theirs in names.items()}
        out[query]["mrr@10"] = round(first[query]["recip_rank"], 6) if query in first else 0.0
    out["mean"] = {name: round(sum(out[q][name] for q in qrels) / len(qrels), 6) for name in [*names, "mrr@10"]}
    return out


def lines(rows):
    return "".join(row + "\n" for row in rows)


def tsv(scored):
    rows = [f"{q}\t{d}\t{s}" for q, docs in scored.items() for d, s in docs.items()]
    return lines(rows)


(here / "corpus.jsonl").write_text("")
(here / "queries.jsonl").write_text(lines(json.dumps({"_id": q, "text": q}) for q in queries))
(here / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + tsv(qrels))
(here / "run.tsv").write_text(tsv(run))
(here / "tied-run.tsv").write_text(tsv(tied))
(here / "trec-eval.json").write_text(json.dumps({"run": figures(run), "tied-run": figures(tied)}, indent=1) + "\n")
