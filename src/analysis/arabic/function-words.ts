/**
 * Particles, pronouns and question words by their spelled form -> the particle they are, clitics taken off.
 * Comes in: a spelled word. Goes out: the particle, as the stem it is searched by, or undefined.
 * Invariant: decided by spelling alone; a word that is also a noun or a name is not here (علي, فهم, أم).
 * @module
 */
/** Stand alone, or after و and ف. Other spellings and forms of a particle follow it after a colon. */
const PARTICLES =
  "من عن على إلى:الى:الي:إلي:ألى في:فى مع منذ:مذ حتى:حتي لدى:لدي بين:بينما حيث:حيثما عند:عندما بعد:بعدما قبل:قبلما خلال " +
  "ضمن دون أو:او ثم بل لكن لا:ألا:الا لم لما لن ما:مما:عما:فيما ماذا لماذا متى:متي أين:اين:أينما:اينما كيف كم هل أي:اي:أى:اى أية:اية " +
  "إذ:اذ إذا:اذا إذن:اذن إن:ان:أن إنما:انما إما:اما أما إلا قد لقد سوف كي:لكي كما كأن لو لولا:لولاه:لولاها:لولاهم:لولانا:لولاك:لولاي لعل ليت " +
  "ليس:ليست:ليسوا:ليسا:لست:لسنا:لستم كان:كانت:كانا:كانوا:كنت:كنا:كنتم:يكون:تكون:نكون:يكونوا:يكن:تكن هو هي:هى هم هن هما " +
  "أنا:انا نحن أنت:انت أنتم:انتم أنتما:انتما هذا هذه هذان هذين هاتان هاتين هؤلاء:هولاء:هءلاء ذلك:ذاك تلك أولئك:اولئك:أولائك " +
  "هنا هناك هنالك الذي:الذى التي:التى الذين اللذين اللذان اللتان اللتين اللاتي:اللاتى اللواتي:اللواتى اللائي كل جميع بعض غير سوى:سوي " +
  "أيضا:ايضا جدا فقط الآن:الان حين:حينما ممن عمن مهما كلما كذلك هكذا نعم كلا أيها:ايها أيتها:ايتها يا لذا لذلك لاسيما " +
  "مثل عبر حول نحو ضد تجاه إزاء:ازاء أثناء:اثناء إبان:ابان رغم سواء حسب وفق " +
  "ريثما طالما لطالما كأنما لئن كيلا:لكيلا أنى بلى لدن هاهنا:ههنا ذلكم تلكم اللتي:اللتى عندئذ حينئذ آنذاك:انذاك:حينذاك " +
  "كلاهما كلتاهما:كلتيهما كليهما كلتا إياه:اياه إياها:اياها إياهم:اياهم إياك:اياك إياكم:اياكم إيانا أيهما أيهم علام إلام";

/** Prepositions and particles as spelled before a pronoun -> the particle. */
const BEFORE_PRONOUNS =
  "في:في علي:على إلي:إلى الي:إلى لدي:لدى من:من عن:عن مع:مع عند:عند بين:بين بعد:بعد قبل:قبل دون:دون خلال:خلال ضد:ضد حول:حول " +
  "ل:ل ب:ب إن:إن أن:إن ان:إن لكن:لكن لأن:إن لان:إن كأن:كأن بأن:إن لعل:لعل ليت:ليت كل:كل جميع:جميع بعض:بعض غير:غير مثل:مثل";
const PRONOUNS = ["ه", "ها", "هم", "هما", "هن", "نا", "كم", "ك", "كما"];
/** The first person, spelled out: مني and عني, but no كلي (total), دوني or مثلي. */
const OF_ME =
  "إنني:إن إني:إن أنني:إن أني:إن انني:إن اني:إن لأنني:إن لأني:إن بأنني:إن بأني:إن لكنني:لكن لكني:لكن كأنني:كأن كأني:كأن ليتني:ليت " +
  "لعلني:لعل لعلي:لعل مني:من عني:عن معي:مع عندي:عند بيني:بين إياي:إياه";

/** One-letter particles written onto another particle: بأن, لأن, لهذا. */
const WRITTEN_TOGETHER =
  "بأن:إن لأن:إن لان:إن لئلا:لا بما:ما فيم:ما بم:ما لمن:من بمن:من كمن:من بهذا:هذا بهذه:هذه لهذا:هذا لهذه:هذه كهذا:هذا كهذه:هذه بذلك:ذلك " +
  "كتلك:تلك بتلك:تلك لتلك:تلك بالذي:الذي للذي:الذي كالذي:الذي للتي:التي بالتي:التي كالتي:التي للذين:الذين بالذين:الذين كالذين:الذين " +
  "بلا:لا بدون:دون بكل:كل لكل:كل ككل:كل أليس:ليس أليست:ليس أليسوا:ليس ألست:ليس ألستم:ليس ألسنا:ليس أولست:ليس أوليس:ليس أوليست:ليس أفليس:ليس أفلا:لا أولم:لم أفلم:لم بأي:أي لأي:أي كأي:أي بأية:أية لأية:أية بغير:غير لغير:غير " +
  "كغير:غير بكم:كم لهؤلاء:هؤلاء بهؤلاء:هؤلاء لأولئك:أولئك به:ب له:ل لي:ل بي:ب لك:ل بك:ب";

/** Particles with و or ف that are nouns as well: film, understanding, delusion, weakness, guardian, passion. */
const ALSO_NOUNS: ReadonlySet<string> = new Set(["فلم", "فهم", "وهم", "وهن", "ولي", "وله", "فكل"]);

const particles: ReadonlyMap<string, string> = buildParticles();

function buildParticles(): Map<string, string> {
  const map = new Map<string, string>();
  const add = (word: string, particle: string): void => {
    for (const form of [word, `و${word}`, `ف${word}`]) {
      if (!map.has(form) && !ALSO_NOUNS.has(form)) map.set(form, stemOf(particle));
    }
  };
  for (const entry of PARTICLES.split(" ")) {
    const forms = entry.split(":");
    for (const form of forms) add(form, forms[0] as string);
  }
  for (const entry of `${WRITTEN_TOGETHER} ${OF_ME}`.split(" ")) {
    const [form, particle] = entry.split(":") as [string, string];
    add(form, particle);
  }
  for (const entry of BEFORE_PRONOUNS.split(" ")) {
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
