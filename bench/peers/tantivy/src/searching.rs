//! The query classes over an index of one segment, with Tantivy's default BM25, on the calling thread.

use crate::{indexing, Query};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::AggregationCollector;
use tantivy::collector::TopDocs;
use tantivy::columnar::StrColumn;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as TantivyQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, Order, Searcher, TantivyDocument, Term};

pub struct Searching {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    text: Field,
    category: Field,
    ids: Vec<StrColumn>,
}

impl Searching {
    pub fn open(folder: &str, configuration: &str) -> tantivy::Result<Searching> {
        let index = Index::open_in_dir(folder)?;
        index
            .tokenizers()
            .register("text", indexing::analyzer(configuration));
        let searcher = index.reader()?.searcher();
        let mut ids = Vec::new();
        for segment in searcher.segment_readers() {
            ids.push(
                segment
                    .fast_fields()
                    .str("id")?
                    .expect("the id is a column"),
            );
        }
        Ok(Searching {
            analyzer: indexing::analyzer(configuration),
            text: index.schema().get_field("text")?,
            category: index.schema().get_field("category")?,
            searcher,
            ids,
        })
    }

    pub fn absence(&self, name: &str) -> Option<&'static str> {
        match name {
            "suggest" => Some("no suggestions by frequency"),
            "http" => Some("a library without a server"),
            _ => None,
        }
    }

    /// The ids of the hits, best first.
    pub fn run(&self, name: &str, query: &Query, limit: usize) -> tantivy::Result<Vec<String>> {
        match name {
            "question" | "once" | "two-or" => self.top(&*self.words(&query.text, Occur::Should), limit),
            "two-and" => self.top(&*self.words(&query.text, Occur::Must), limit),
            "phrase" => self.top(&*self.phrase(&query.text), limit),
            "prefix" => self.prefix(&query.text, limit),
            "fuzzy" => self.fuzzy(&query.text, limit),
            "filter-sort" => self.filtered(query, limit),
            "facets" => self.counted(&query.text, limit),
            "snippet" => self.highlighted(&query.text, limit),
            other => panic!("query class {other} is unknown"),
        }
    }

    fn terms(&self, text: &str) -> Vec<Term> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(text);
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push(Term::from_field_text(self.text, &token.text));
        }
        terms
    }

    fn words(&self, text: &str, occur: Occur) -> Box<dyn TantivyQuery> {
        let clause = |term| -> (Occur, Box<dyn TantivyQuery>) {
            (
                occur,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            )
        };
        Box::new(BooleanQuery::new(
            self.terms(text).into_iter().map(clause).collect(),
        ))
    }

    fn phrase(&self, text: &str) -> Box<dyn TantivyQuery> {
        let mut terms = self.terms(text);
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(
                terms.remove(0),
                IndexRecordOption::WithFreqs,
            )),
            _ => Box::new(PhraseQuery::new(terms)),
        }
    }

    fn prefix(&self, text: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        self.top(
            &RegexQuery::from_pattern(&format!("{text}.*"), self.text)?,
            limit,
        )
    }

    fn fuzzy(&self, text: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        self.top(
            &FuzzyTermQuery::new(Term::from_field_text(self.text, text), 1, true),
            limit,
        )
    }

    fn top(&self, query: &dyn TantivyQuery, limit: usize) -> tantivy::Result<Vec<String>> {
        let hits = self
            .searcher
            .search(query, &TopDocs::with_limit(limit).order_by_score())?;
        Ok(hits
            .into_iter()
            .map(|(_, address)| self.id(address))
            .collect())
    }

    fn filtered(&self, query: &Query, limit: usize) -> tantivy::Result<Vec<String>> {
        let category = Term::from_field_text(self.category, &query.category);
        let filter = ConstScoreQuery::new(
            Box::new(TermQuery::new(category, IndexRecordOption::Basic)),
            0.0,
        );
        let both = BooleanQuery::new(vec![
            (Occur::Must, self.words(&query.text, Occur::Should)),
            (Occur::Must, Box::new(filter)),
        ]);
        let by_number =
            TopDocs::with_limit(limit).order_by_fast_field::<i64>("number", Order::Desc);
        let hits = self.searcher.search(&both, &by_number)?;
        Ok(hits
            .into_iter()
            .map(|(_, address)| self.id(address))
            .collect())
    }

    fn counted(&self, text: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        let request = r#"{"category": {"terms": {"field": "category", "size": 10}}}"#;
        let counts: Aggregations = serde_json::from_str(request).expect("a constant that parses");
        let query = self.words(text, Occur::Should);
        let top = TopDocs::with_limit(limit).order_by_score();
        let collector = (
            top,
            AggregationCollector::from_aggs(counts, Default::default()),
        );
        let (hits, _) = self.searcher.search(&*query, &collector)?;
        Ok(hits
            .into_iter()
            .map(|(_, address)| self.id(address))
            .collect())
    }

    fn highlighted(&self, text: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        let query = self.words(text, Occur::Should);
        let hits = self
            .searcher
            .search(&*query, &TopDocs::with_limit(limit).order_by_score())?;
        let generator = SnippetGenerator::create(&self.searcher, &*query, self.text)?;
        let mut ids = Vec::with_capacity(hits.len());
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let stored = document
                .get_first(self.text)
                .and_then(|value| value.as_str())
                .unwrap_or("");
            std::hint::black_box(generator.snippet(stored).to_html());
            ids.push(self.id(address));
        }
        Ok(ids)
    }

    fn id(&self, address: DocAddress) -> String {
        let column = &self.ids[address.segment_ord as usize];
        let mut id = String::new();
        let ordinal = column
            .term_ords(address.doc_id)
            .next()
            .expect("every document has an id");
        column
            .ord_to_str(ordinal, &mut id)
            .expect("an ordinal of this column");
        id
    }
}
