//! Documents of a JSONL file into one segment: text with positions, id and text stored, category and number
//! as columns.

use serde::Deserialize;
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;
use tantivy::schema::{
    IndexRecordOption, Schema, TextFieldIndexing, TextOptions, FAST, INDEXED, STORED, STRING,
};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{doc, Index, IndexWriter};

#[derive(Deserialize)]
struct Source {
    id: String,
    text: String,
    category: String,
    number: i64,
}

pub fn analyzer(configuration: &str) -> TextAnalyzer {
    let plain = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(255))
        .filter(LowerCaser);
    match configuration {
        "default" => plain.build(),
        "arabic" => match StopWordFilter::new(Language::Arabic) {
            Some(stop_words) => plain
                .filter(stop_words)
                .filter(Stemmer::new(Language::Arabic))
                .build(),
            None => plain.filter(Stemmer::new(Language::Arabic)).build(),
        },
        other => panic!("configuration: expected default or arabic, got {other}"),
    }
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("text")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    schema.add_text_field("id", STRING | FAST);
    schema.add_text_field(
        "text",
        TextOptions::default()
            .set_indexing_options(indexing)
            .set_stored(),
    );
    schema.add_text_field("category", STRING | FAST);
    schema.add_i64_field("number", INDEXED | FAST | STORED);
    schema.build()
}

pub fn build(
    folder: &str,
    documents: &str,
    configuration: &str,
    threads: usize,
) -> tantivy::Result<serde_json::Value> {
    let start = Instant::now();
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema())?;
    index.tokenizers().register("text", analyzer(configuration));
    let (id, text, category, number) = (
        index.schema().get_field("id")?,
        index.schema().get_field("text")?,
        index.schema().get_field("category")?,
        index.schema().get_field("number")?,
    );
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, 256_000_000)?;
    let mut count = 0;
    for line in BufReader::new(File::open(documents)?).lines() {
        let source: Source =
            serde_json::from_str(&line?).expect("a document as protocol.ts defines it");
        writer.add_document(doc!(
            id => source.id, text => source.text, category => source.category, number => source.number
        ))?;
        count += 1;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    let seconds = start.elapsed().as_secs_f64();
    let (mut bytes, mut stored) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += entry.metadata()?.len();
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "store")
        {
            stored += entry.metadata()?.len();
        }
    }
    Ok(json!({
        "event": "built", "threads": threads, "seconds": seconds, "documents": count,
        "index_bytes": bytes, "text_bytes": stored,
    }))
}
