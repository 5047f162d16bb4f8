/**
 * What Arabic writes onto a word, as chains. Comes in: nothing. Goes out: tables in folded letters.
 * Invariant: a chain is written together as its `text`; `pieces` name its parts in the order they are read.
 * @module
 */
export interface ProcliticChain {
  readonly text: string;
  readonly pieces: readonly string[];
  /** Begins with و or ف. */
  readonly conjunction: boolean;
  /** Ends in the article: a noun follows. */
  readonly article: boolean;
  /** Ends in a letter that could as well be the word's own first: ب ك ل س أ. */
  readonly particle: boolean;
  /** Ends in the future س or the question's أ: a verb in the imperfect follows. */
  readonly beforeVerb: boolean;
  /** Verbs that may follow: no particle but و and ف stands before a perfect, and ب and ك stand before none. */
  readonly verbs: "any" | "imperfect" | "none";
}

/** The article, and its form after ل: ل + ال is written لل. */
export const ARTICLE = "ال";
export const ARTICLE_AFTER_LAM = "لل";
export const LAM_LETTER = "ل";
export const ALEF_LETTER = "ا";
export const YEH_LETTER = "ي";
export const WAW_LETTER = "و";
export const FA_LETTER = "ف";
export const NOON_LETTER = "ن";
/** Hamza as folded, whatever its seat. */
export const HAMZA_LETTER = "ئ";
/** An unknown word that begins with one of these may begin with a particle. */
export const PARTICLE_LETTERS = "بكلف";
/** Letters before which hamza on an alef opens a word: وأكد, بأسلحة. */
export const LETTERS_BEFORE_HAMZA = "وفبكل";

const CONJUNCTIONS = ["", "و", "ف"];
const QUESTION = "أ";
const MIDDLES: readonly (readonly [text: string, pieces: readonly string[]])[] = [
  ["", []],
  ["ال", ["ال"]],
  ["بال", ["ب", "ال"]],
  ["كال", ["ك", "ال"]],
  ["لل", ["ل", "ال"]],
  ["ب", ["ب"]],
  ["ك", ["ك"]],
  ["ل", ["ل"]],
  ["س", ["س"]],
];

/** All chains, the empty one first. */
export const PROCLITIC_CHAINS: readonly ProcliticChain[] = [
  ...CONJUNCTIONS.flatMap((conjunction) =>
    MIDDLES.map(([text, pieces]) => ({
      text: conjunction + text,
      pieces: conjunction === "" ? pieces : [conjunction, ...pieces],
      conjunction: conjunction !== "",
      article: text.length > 1,
      particle: text.length === 1,
      beforeVerb: text === "س",
      verbs: text === "" ? ("any" as const) : text === "س" || text === "ل" ? ("imperfect" as const) : ("none" as const),
    })),
  ),
  // أبالقوة, أفالناس: a question about what the article names.
  ...["بال", "كال", "لل", "وال", "فال"].map(
    (text): ProcliticChain => ({
      text: `ا${text}`,
      pieces: [QUESTION, text.slice(0, 1), "ال"],
      conjunction: false,
      article: true,
      particle: false,
      beforeVerb: false,
      verbs: "none",
    }),
  ),
  {
    text: "ا",
    pieces: [QUESTION],
    conjunction: false,
    article: false,
    particle: true,
    beforeVerb: true,
    verbs: "imperfect",
  },
];
/** Letters that a chain begins with: any other word stands bare. */
export const PROCLITIC_LETTERS = "اوفبكلس";

/** Possessive and object pronouns. */
const PRONOUNS: readonly string[] = ["ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "كن", "ني", "ي"];
/** Pronouns that are hardly ever a word's own ending. */
export const STRONG_PRONOUNS: ReadonlySet<string> = new Set(["ها", "هم", "هما", "نا", "كم", "كما"]);
/** Pronouns that prose seldom writes and that end many a word by themselves. */
export const ADDRESSING_PRONOUNS: ReadonlySet<string> = new Set(["ك", "كن", "ني"]);

/** Particles that a listed word may stand behind, the longer first. */
export const PARTICLES_BEFORE_WORDS: readonly string[] = "وب ول فب فل ب ل و".split(" ");
/** Names and plants that are oftener ب and a noun. */
export const NAMES_LIKE_PARTICLES: ReadonlySet<string> = new Set("باسم بدور بقول بطول".split(" "));
/** By a stem that hamza on an alef tells apart, the word that has it: مرأة is امرأة, مرآة a mirror. */
export const TOLD_BY_HAMZA: ReadonlyMap<string, string> = new Map([["مراه", "امراه"]]);
/** Names that are oftener a noun in the accusative: دورا, أمرا. */
export const ACCUSATIVES_LIKE_NAMES: ReadonlySet<string> = new Set("دورا امرا ميلا دينا نورا كونا حلفا".split(" "));

/** ة as folded, and what it is before a pronoun. */
export const FEMININE = "ه";
export const FEMININE_BOUND = "ت";
/** Endings at the end of a word: number, gender, nisba, case, verb. */
const FINAL_INFLECTIONS: readonly string[] =
  `${FEMININE} ات ان ون ين ا وا ت تم ي يه يات يون يين يا تان تين يتان يتين تا و هات`.split(" ");
/** Endings before a pronoun: ة has turned to ت, ون and ان have lost their ن, وا its ا. */
const BOUND_INFLECTIONS: readonly string[] = "ت ات ا و ي ون ان تم تمو يت يات تا تي ين".split(" ");
/** Plural of borrowed words in و: فيديوهات. */
export const PLURAL_AFTER_WAW = "هات";
/** What is left of تان and ون before another noun: only listed words are known by them (معلمو المدرسة, طائرتا البلدين). */
export const CONSTRUCT_INFLECTIONS: ReadonlySet<string> = new Set(["تا", WAW_LETTER]);
/** Inflections that stand for a ة at the end of a word, and before a pronoun. */
export const FINAL_FEMININES: ReadonlySet<string> = new Set([FEMININE, "ات", "تان", "تين", "تا"]);
export const BOUND_FEMININES: ReadonlySet<string> = new Set(["ت", "ات", "تا", "تي"]);
/** Endings that make an adjective of a noun: a feminine noun has lost its ة before them. */
export const NISBA_INFLECTIONS: ReadonlySet<string> = new Set(["ي", "يه", "يات", "يون", "يين", "يا", "يتان", "يتين"]);
/** Before these, and at the end without an article, قاضي is قاض. */
export const DEFECTIVE_INFLECTIONS: ReadonlySet<string> = new Set(["", "ون", "ين"]);
/** Endings of verbs alone. */
export const VERBAL_INFLECTIONS: ReadonlySet<string> = new Set(["ت", "تم", "وا"]);
/** First letters of a verb in the imperfect: he, she or you, we, I. */
export const IMPERFECT_LETTERS = "يتنا";
export const HE = "ي";
export const SHE_OR_YOU = "ت";
export const WE = "ن";
export const I = "ا";
/** My book, but نصحني: a verb's object of the first person has its ن. */
export const NOT_OF_VERBS = "ي";
/** كتبنا: we wrote, or he wrote us. */
export const OBJECT_OR_SUBJECT = "نا";
/** Beginning of the tenth form. */
export const TENTH_FORM = "است";

/** Endings by their last letter, in the order of their table: all but a few are told from a word by that. */
function byLastLetter(endings: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const last = (ending: string): number => ending.charCodeAt(ending.length - 1);
  return new Map(endings.map((ending) => [last(ending), endings.filter((other) => last(other) === last(ending))]));
}

export const FINAL_INFLECTIONS_BY_LETTER: ReadonlyMap<number, readonly string[]> = byLastLetter(FINAL_INFLECTIONS);
export const BOUND_INFLECTIONS_BY_LETTER: ReadonlyMap<number, readonly string[]> = byLastLetter(BOUND_INFLECTIONS);
export const PRONOUNS_BY_LETTER: ReadonlyMap<number, readonly string[]> = byLastLetter(PRONOUNS);
