//! One run of the Tantivy peer: reads the task file that bench/peers/protocol.ts defines, prints its events
//! as JSON lines. The timed part of a query is its analysis, the search and the ids of the hits.

mod indexing;
mod searching;

use serde::Deserialize;
use serde_json::json;
use std::time::Instant;

#[derive(Deserialize)]
struct Build {
    threads: usize,
}

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    id: String,
    text: String,
    #[serde(default)]
    category: String,
}

#[derive(Deserialize)]
struct QueryClass {
    name: String,
    queries: Vec<Query>,
    #[serde(default)]
    once: bool,
}

/// Queries of a turn, in a class that asks each once.
const ASKED_ONCE: usize = 20;

#[derive(Deserialize)]
struct Rankings {
    depth: usize,
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Task {
    configuration: String,
    documents: String,
    index: String,
    build: Option<Build>,
    limit: usize,
    warm_up_ms: f64,
    timed_turns: usize,
    turn_ms: f64,
    budget_ms: f64,
    classes: Vec<QueryClass>,
    #[serde(default)]
    turns: bool,
    rankings: Option<Rankings>,
}

fn main() -> tantivy::Result<()> {
    let path = std::env::args()
        .nth(1)
        .expect("usage: tantivy-peer <task.json>");
    let task: Task =
        serde_json::from_slice(&std::fs::read(path)?).expect("a task as protocol.ts defines it");
    emit(
        json!({"event": "engine", "version": tantivy::version_string(), "runtime": "Rust, native"}),
    );
    if let Some(build) = &task.build {
        emit(indexing::build(
            &task.index,
            &task.documents,
            &task.configuration,
            build.threads,
        )?);
    }
    if !task.classes.is_empty() || task.rankings.is_some() {
        let searching = searching::Searching::open(&task.index, &task.configuration)?;
        for class in &task.classes {
            if let Some(reason) = searching.absence(&class.name) {
                emit(json!({"event": "absent", "name": class.name, "reason": reason}));
            } else if class.once {
                measure_once(&searching, class, &task)?;
            } else {
                measure(&searching, class, &task)?;
            }
        }
        if let Some(rankings) = &task.rankings {
            for query in &rankings.queries {
                let ids = searching.run("question", query, rankings.depth)?;
                emit(json!({"event": "ranking", "id": query.id, "ids": ids}));
            }
        }
    }
    emit(json!({"event": "end", "peak_rss_mb": usage().1}));
    Ok(())
}

fn measure(
    searching: &searching::Searching,
    class: &QueryClass,
    task: &Task,
) -> tantivy::Result<()> {
    let (mut returned, mut empty) = (0, 0);
    // Three times for the first class, as in the engines that compile while they run.
    let is_first_class = class.name == task.classes[0].name;
    let warm_up_ms = task.warm_up_ms * if is_first_class { 3.0 } else { 1.0 };
    let mut warm_ms = 0.0;
    let mut first = true;
    while first || warm_ms < warm_up_ms {
        turn(&class.name, false, task)?;
        let start = Instant::now();
        for query in &class.queries {
            let hits = searching.run(&class.name, query, task.limit)?.len();
            if first {
                returned += hits;
                empty += usize::from(hits == 0);
            }
        }
        first = false;
        warm_ms += milliseconds(start);
    }

    let mut passes: Vec<Vec<f64>> = Vec::new();
    let (mut turns, mut timed_ms, mut cpu) = (0, 0.0, 0.0);
    while turns == 0 || (turns < task.timed_turns && timed_ms < task.budget_ms) {
        turn(&class.name, true, task)?;
        let (timed_from, cpu_from) = (Instant::now(), usage().0);
        loop {
            let mut times = Vec::with_capacity(class.queries.len());
            for query in &class.queries {
                let start = Instant::now();
                searching.run(&class.name, query, task.limit)?;
                times.push((milliseconds(start) * 1e4).round() / 1e4);
            }
            passes.push(times);
            if milliseconds(timed_from) >= task.turn_ms {
                break;
            }
        }
        turns += 1;
        timed_ms += milliseconds(timed_from);
        cpu += usage().0 - cpu_from;
    }
    let queries = class.queries.len() as f64;
    let cpu_ms = cpu / (passes.len() as f64 * queries);
    emit(json!({
        "event": "class", "name": class.name, "wall_ms": passes, "cpu_ms": cpu_ms,
        "returned": returned as f64 / queries, "empty": empty,
    }));
    Ok(())
}

fn measure_once(
    searching: &searching::Searching,
    class: &QueryClass,
    task: &Task,
) -> tantivy::Result<()> {
    let (mut returned, mut empty, mut cpu) = (0, 0, 0.0);
    let mut times = Vec::with_capacity(class.queries.len());
    for part in class.queries.chunks(ASKED_ONCE) {
        turn(&class.name, true, task)?;
        let cpu_from = usage().0;
        for query in part {
            let start = Instant::now();
            let hits = searching.run(&class.name, query, task.limit)?.len();
            times.push((milliseconds(start) * 1e4).round() / 1e4);
            returned += hits;
            empty += usize::from(hits == 0);
        }
        cpu += usage().0 - cpu_from;
    }
    let queries = class.queries.len() as f64;
    emit(json!({
        "event": "class", "name": class.name, "wall_ms": [times], "cpu_ms": cpu / queries,
        "returned": returned as f64 / queries, "empty": empty,
    }));
    Ok(())
}

/// Waits for the driver's line, where the task says so.
fn turn(name: &str, timed: bool, task: &Task) -> tantivy::Result<()> {
    if task.turns {
        emit(json!({"event": "ready", "name": name, "timed": timed}));
        std::io::stdin().read_line(&mut String::new())?;
    }
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// CPU milliseconds of the process so far, and its peak resident memory in 10^6 bytes.
fn usage() -> (f64, f64) {
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut usage) };
    let ms = |time: libc::timeval| time.tv_sec as f64 * 1e3 + time.tv_usec as f64 / 1e3;
    // Linux counts kibibytes, macOS bytes.
    let unit = if cfg!(target_os = "macos") {
        1.0
    } else {
        1024.0
    };
    (
        ms(usage.ru_utime) + ms(usage.ru_stime),
        usage.ru_maxrss as f64 * unit / 1e6,
    )
}

fn emit(event: serde_json::Value) {
    println!("{event}");
}
