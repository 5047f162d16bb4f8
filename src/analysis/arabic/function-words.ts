/**
 * Particles, pronouns and question words by their spelled form -> the particle they are, clitics taken off.
 * Comes in: a spelled word. Goes out: the particle, as the stem it is searched by, or undefined.
 * Invariant: decided by spelling alone; a word that is also a noun or a name is not here (علي, بين stays, كم stays).
 * @module
 */
/** Stand alone, or after و and ف. Variants without hamza or with Egyptian ى follow their particle after a colon. */
const PARTICLES =
  "من عن على إلى:الى:الي:إلي:ألى في:فى مع منذ مذ حتى:حتي لدى:لدي بين بينما حيث حيثما عند عندما بعد بعدما قبل قبلما خلال " +
  "ضمن دون أو:او أم:ام ثم بل لكن:لاكن لا لم لما لن ما ماذا لماذا متى:متي أين:اين كيف كم هل أي:اي:أى:اى أية:اية إذ:اذ إذا:اذا إذن:اذن " +
  "إن:ان أن:ان إنما:انما إما:اما أما:اما ألا:الا إلا:الا قد لقد سوف كي لكي كما كأن:كان_ لو لولا لعل ليت ليس ليست ليسوا ليسا لست لسنا لستم " +
  "هو هي:هى هم هن هما أنا:انا نحن أنت:انت أنتم:انتم أنتما:انتما هذا هذه هذان هذين هاتان هاتين هؤلاء:هولاء:هءلاء ذلك ذاك تلك أولئك:اولئك:أولائك هنا هناك " +
  "هنالك الذي:الذى:اللذي التي:التى:اللتي الذين اللذين اللذان اللتان اللتين اللاتي:اللاتى اللواتي:اللواتى اللائي كان كانت كانوا يكون تكون كل جميع بعض غير سوى:سوي " +
  "أيضا:ايضا أيضاً جدا فقط الآن:الان حين حينما مما ممن عما فيما إلام علام مهما أينما:اينما كلما كذلك هكذا هاهنا نعم كلا أيها:ايها أيتها:ايتها يا " +
  "لذا لذلك ولاسيما لاسيما مثل عبر حول نحو ضد تجاه إزاء:ازاء أثناء:اثناء إبان:ابان رغم سواء لدن حسب وفق";

/** Prepositions and particles that take pronouns, as spelled before them -> the particle. */
const WITH_PRONOUNS =
  "في:في علي:على إلي:إلى الي:إلى لدي:لدى من:من عن:عن مع:مع عند:عند بين:بين بعد:بعد قبل:قبل دون:دون خلال:خلال ضد:ضد حول:حول " +
  "ل:ل ب:ب إن:إن أن:أن ان:إن لكن:لكن لأن:أن لان:أن كأن:كأن بأن:أن بان_:أن فإن:إن فان:إن لعل:لعل ليت:ليت كل:كل جميع:جميع بعض:بعض غير:غير مثل:مثل نحو_:نحو";
const PRONOUNS = ["ه", "ها", "هم", "هما", "هن", "نا", "كم"];

/** Single-letter particles written onto another particle: بأن، لأن، كما، لماذا. */
const ONE_LETTER =
  "بأن:أن بان_:أن لأن:أن لان:أن لئلا:لا بما:ما لما:ما فيم:ما بم:ما لم_:لم لمن:من بمن:من فيمن:من عمن:من كمن:من بهذا:هذا بهذه:هذه لهذا:هذا " +
  "لهذه:هذه كهذا:هذا كهذه:هذه بذلك:ذلك كتلك:تلك بتلك:تلك لتلك:تلك بالذي:الذي للذي:الذي للتي:التي بالتي:التي كالتي:التي كالذي:الذي للذين:الذين بالذين:الذين كالذين:الذين " +
  "بلا:لا بدون:دون بعدم_:عدم بكل:كل لكل:كل ككل:كل بين:بين أهو:هو أليس:ليس أفلا:لا أولا_:لا ألم:لم أولم:لم أفلم:لم أما:أما بأي:أي بأية:أي لأي:أي لأية:أي كأي:أي بغير:غير لغير:غير كغير:غير بكم:كم بكيف:كيف " +
  "لهؤلاء:هؤلاء بهؤلاء:هؤلاء لأولئك:أولئك به:به له:له لي:لي بي:بي لك:لك بك:بك";

const particles: ReadonlyMap<string, string> = buildParticles();

function buildParticles(): Map<string, string> {
  const map = new Map<string, string>();
  const add = (word: string, particle: string): void => {
    if (word.includes("_")) return;
    for (const form of [word, `و${word}`, `ف${word}`]) if (!map.has(form)) map.set(form, stemOf(particle));
  };
  for (const entry of PARTICLES.split(" ")) {
    const [particle, ...variants] = entry.split(":") as [string, ...string[]];
    for (const word of [particle, ...variants]) add(word, particle);
  }
  for (const entry of ONE_LETTER.split(" ")) {
    const [word, particle] = entry.split(":") as [string, string];
    add(word, particle);
  }
  for (const entry of WITH_PRONOUNS.split(" ")) {
    const [host, particle] = entry.split(":") as [string, string];
    for (const pronoun of PRONOUNS) add(host + pronoun, particle);
  }
  return map;
}

/**
 * The particle's own stem. Hamza on an alef is folded, since people leave it out; a final ى stays, so that على and
 * علي, متى and متي never share a stem.
 */
function stemOf(particle: string): string {
  return particle.replace(/[أإآ]/g, "ا").replace("ة", "ه");
}

/** The particle a spelled word is, or undefined for a word of content. */
export function particleOf(spelled: string): string | undefined {
  return particles.get(spelled);
}
